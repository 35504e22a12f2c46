package dev.falcoresponder.consumer.budget;

import dev.falcoresponder.consumer.text.Sha256;
import java.time.Instant;
import java.util.Base64;

/**
 * A deletion that counts. Names are kept as hashes: they are only compared, and all have the same
 * length then, whatever an alert or a cluster calls things.
 *
 * @param at when it was counted, by the store's clock, whole milliseconds
 * @param id hash of its identity, 96 bits
 * @param namespace hash of the namespace, 64 bits
 * @param owner hash of the owner's uid, 64 bits; {@link #NONE} for a pod on its own
 */
public record Spend(Instant at, String id, String namespace, String owner) {
  /** No owner. */
  static final String NONE = "-";

  private static final int ID_BYTES = 12;
  private static final int NAME_BYTES = 8;

  static Spend of(SpendRequest request, Instant at) {
    return new Spend(
        Instant.ofEpochMilli(at.toEpochMilli()), id(request), namespace(request), owner(request));
  }

  static String id(SpendRequest request) {
    return hash(request.identity(), ID_BYTES);
  }

  static String namespace(SpendRequest request) {
    return hash(request.namespace(), NAME_BYTES);
  }

  static String owner(SpendRequest request) {
    return request.ownerUid().map(uid -> hash(uid, NAME_BYTES)).orElse(NONE);
  }

  private static String hash(String text, int bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.first(text, bytes));
  }
}
