package dev.falcoresponder.consumer.announce;

import dev.falcoresponder.consumer.text.Sha256;
import dev.falcoresponder.model.PodRef;

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
    return stem(object) + INFIX + Sha256.hex(identity, HASH_BYTES);
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
}
