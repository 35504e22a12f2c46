package dev.falcoresponder.demo;

import java.io.PrintStream;

/**
 * Tells the story in lines of plain text.
 *
 * @param out where
 * @param colour whether a terminal shows it
 */
record Narrator(PrintStream out, boolean colour) {
  private static final String BOLD = "1";
  private static final String FAINT = "2";
  private static final String RED = "31";
  private static final String GREEN = "32";

  /** Something that is done, in a sentence. */
  void says(String sentence) {
    out.println("  " + sentence);
  }

  void headline(String words) {
    out.println();
    out.println(paint(BOLD, words));
  }

  /** What another program printed, as it was. */
  void quotes(String text) {
    text.lines().forEach(line -> out.println(paint(FAINT, "    | " + line)));
  }

  /** Something that was seen to be true. */
  void saw(String sentence) {
    out.println("  " + paint(GREEN, "seen:") + " " + sentence);
  }

  /** Something that should have been seen. */
  void missed(String sentence) {
    out.println("  " + paint(RED, "NOT SEEN:") + " " + sentence);
  }

  private String paint(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
