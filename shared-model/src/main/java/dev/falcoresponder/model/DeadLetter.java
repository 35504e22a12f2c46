package dev.falcoresponder.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Why and from where a dead letter came. It travels as headers beside the payload, which is the
 * original message byte for byte.
 *
 * @param reason why the alert was given up
 * @param subject the subject the alert was published on
 * @param stream the stream it was read from
 * @param sequence its sequence there
 * @param publishedAt when the broker stored it
 * @param firstStoredAt when the broker had these bytes first; before {@code publishedAt} where they
 *     were sent again. Whoever sends them once more passes it on, as an alert must not get younger
 * @param deliveries how often the broker delivered it
 * @param attempts how often the action was tried; 0 where it never came to that
 * @param error what went wrong last, in a sentence for a person
 * @param replica the replica that gave it up
 * @param rule the response rule, where the alert got that far
 * @param action the action of that rule
 * @param pod the pod in the alert as {@code namespace/name}
 */
public record DeadLetter(
    DeadLetterReason reason,
    String subject,
    String stream,
    long sequence,
    Instant publishedAt,
    Instant firstStoredAt,
    long deliveries,
    int attempts,
    String error,
    String replica,
    Optional<String> rule,
    Optional<String> action,
    Optional<String> pod) {
  private static final String PREFIX = "Falco-Responder-";
  private static final String REASON = PREFIX + "Reason";
  private static final String SUBJECT = PREFIX + "Subject";
  private static final String STREAM = PREFIX + "Stream";
  private static final String SEQUENCE = PREFIX + "Sequence";
  private static final String PUBLISHED_AT = PREFIX + "Published-At";
  private static final String DELIVERIES = PREFIX + "Deliveries";
  private static final String ATTEMPTS = PREFIX + "Attempts";
  private static final String ERROR = PREFIX + "Error";
  private static final String REPLICA = PREFIX + "Replica";
  private static final String RULE = PREFIX + "Rule";
  private static final String ACTION = PREFIX + "Action";
  private static final String POD = PREFIX + "Pod";

  /**
   * The headers in the order in which a person would read them. Values may hold any character;
   * encode for the wire.
   */
  public Map<String, String> toHeaders() {
    var headers = new LinkedHashMap<String, String>();
    headers.put(REASON, reason.name());
    headers.put(ERROR, error);
    rule.ifPresent(value -> headers.put(RULE, value));
    action.ifPresent(value -> headers.put(ACTION, value));
    pod.ifPresent(value -> headers.put(POD, value));
    headers.put(SUBJECT, subject);
    headers.put(STREAM, stream);
    headers.put(SEQUENCE, Long.toString(sequence));
    headers.put(PUBLISHED_AT, publishedAt.toString());
    if (!firstStoredAt.equals(publishedAt)) {
      headers.put(Subjects.FIRST_STORED_AT_HEADER, firstStoredAt.toString());
    }
    headers.put(DELIVERIES, Long.toString(deliveries));
    headers.put(ATTEMPTS, Integer.toString(attempts));
    headers.put(REPLICA, replica);
    return headers;
  }

  /**
   * Reads what {@link #toHeaders} wrote.
   *
   * @throws IllegalArgumentException if a header is missing or not of its form; the message names
   *     it
   */
  public static DeadLetter fromHeaders(Map<String, String> headers) {
    return new DeadLetter(
        read(headers, REASON, DeadLetterReason::valueOf),
        read(headers, SUBJECT, text -> text),
        read(headers, STREAM, text -> text),
        read(headers, SEQUENCE, Long::parseLong),
        read(headers, PUBLISHED_AT, Instant::parse),
        read(
            headers,
            headers.containsKey(Subjects.FIRST_STORED_AT_HEADER)
                ? Subjects.FIRST_STORED_AT_HEADER
                : PUBLISHED_AT,
            Instant::parse),
        read(headers, DELIVERIES, Long::parseLong),
        read(headers, ATTEMPTS, Integer::parseInt),
        read(headers, ERROR, text -> text),
        read(headers, REPLICA, text -> text),
        Optional.ofNullable(headers.get(RULE)),
        Optional.ofNullable(headers.get(ACTION)),
        Optional.ofNullable(headers.get(POD)));
  }

  private static <T> T read(
      Map<String, String> headers, String name, java.util.function.Function<String, T> form) {
    var text = headers.get(name);
    if (text == null) {
      throw new IllegalArgumentException("header " + name + " is missing");
    }
    try {
      return form.apply(text);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("header " + name + " cannot be read: " + text, e);
    }
  }
}
