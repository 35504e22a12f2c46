package dev.falcoresponder.consumer.dedup;

/**
 * What is claimed: one action, with what limits it, on one incarnation of a pod. {@code
 * <action>.<namespace>.<uid, else container id, else name>}, and for a replay one token more, in
 * the characters that a NATS key-value bucket allows.
 *
 * @see ClaimKeys
 */
public record ClaimKey(String text) {
  /** Refuses what a bucket would refuse. */
  public ClaimKey {
    if (!KeyForm.isKey(text)) {
      throw new IllegalArgumentException("not a key of a bucket");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
