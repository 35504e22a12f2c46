package dev.falcoresponder.consumer.cluster;

/** What a stranger wrote, made fit for a log line: one line, no control characters, not long. */
final class Excerpt {
  private static final int LONGEST = 400;

  private Excerpt() {}

  static String of(String text) {
    var line =
        text.substring(0, Math.min(text.length(), 4 * LONGEST))
            .replaceAll("[\\p{Cntrl}\\s]+", " ")
            .strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
