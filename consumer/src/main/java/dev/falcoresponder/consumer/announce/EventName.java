package dev.falcoresponder.consumer.announce;

import dev.falcoresponder.model.PodRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of Events: the object's name, so that a person finds them in a list, and a hash, so that
 * the same announcement has the same name whoever makes it, and the API server keeps one.
 */
final class EventName {
  private static final int LONGEST = 253;
  private static final int HASH_BYTES = 8;
  private static final String INFIX = ".falco-";
  private static final int LONGEST_STEM = LONGEST - INFIX.length() - 2 * HASH_BYTES;

  private EventName() {}

  /**
   * An RFC 1123 subdomain.
   *
   * @param object the name of the object that the Event is about
   * @param identity what tells the announcement from every other
   */
  static String of(String object, String identity) {
    return stem(object) + INFIX + hash(identity);
  }

  private static String stem(String object) {
    var end = Math.min(object.length(), LONGEST_STEM);
    while (end > 0 && (object.charAt(end - 1) == '-' || object.charAt(end - 1) == '.')) {
      end--;
    }
    var stem = object.substring(0, end);
    // Some kinds allow names that Events do not.
    return PodRef.isPodName(stem) ? stem : "object";
  }

  private static String hash(String text) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
