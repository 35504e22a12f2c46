package dev.falcoresponder.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Fails at one word, which only who is guided finds in a second. */
public final class Magic {
  private Magic() {}

  /** One input, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (new String(input, ISO_8859_1).startsWith("falco!")) {
      throw new IllegalStateException("the word was found");
    }
  }
}
