package dev.falcoresponder.consumer.decode;

/** What uids and container ids look like. Loops, not patterns: they are asked for every alert. */
final class Identifiers {
  private static final int SHORTEST_CONTAINER_ID = 12;
  private static final int LONGEST_CONTAINER_ID = 64;
  private static final int UUID_LENGTH = 36;

  /** On its node a static pod has for uid the hash of its manifest: 32 digits without dashes. */
  private static final int MANIFEST_HASH_LENGTH = 32;

  private Identifiers() {}

  /** Whether the text is a lower-case UUID, or a static pod's manifest hash. */
  static boolean isPodUid(String text) {
    return text.length() == UUID_LENGTH
        ? isUuid(text)
        : text.length() == MANIFEST_HASH_LENGTH && isHex(text);
  }

  /**
   * Whether the text is a container's id as Falco gives it: the first 12 digits, or all 64 of
   * {@code full_id}.
   */
  static boolean isContainerId(String text) {
    return text.length() >= SHORTEST_CONTAINER_ID
        && text.length() <= LONGEST_CONTAINER_ID
        && isHex(text);
  }

  private static boolean isUuid(String text) {
    for (var i = 0; i < text.length(); i++) {
      var dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? text.charAt(i) != '-' : !isHexDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (!isHexDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHexDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
