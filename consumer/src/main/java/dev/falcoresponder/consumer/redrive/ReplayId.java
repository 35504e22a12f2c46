package dev.falcoresponder.consumer.redrive;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What tells one replay from another: the same alert under the same id is one replay.
 *
 * @param text up to 64 letters, digits, dashes and underscores
 */
public record ReplayId(String text) {
  private static final Pattern FORM = Pattern.compile("[-_a-zA-Z0-9]{1,64}");
  private static final String OF_LETTERS = "letter-";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  public ReplayId {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no id of a replay; write up to 64 letters, digits, - and _");
    }
    if (text.startsWith(OF_LETTERS)) {
      throw new IllegalArgumentException(
          "'" + text + "' begins like the ids of redriven dead letters; write another");
    }
  }

  /** The id of a replay that begins now and has no name. */
  public static ReplayId at(Instant time) {
    return new ReplayId("replay-" + TIME.format(time));
  }
}
