package dev.falcoresponder.consumer.budget;

import java.util.Optional;

/**
 * A deletion that is about to be made.
 *
 * @param identity the same for every attempt of one alert at it, different for every other
 * @param namespace the pod's namespace
 * @param ownerUid the uid of what the pod belongs to; empty for a pod on its own
 * @param approved whether a person wants it: it counts then, and is not held
 */
public record SpendRequest(
    String identity, String namespace, Optional<String> ownerUid, boolean approved) {
  /** The same, wanted by a person. */
  public SpendRequest approve() {
    return new SpendRequest(identity, namespace, ownerUid, true);
  }
}
