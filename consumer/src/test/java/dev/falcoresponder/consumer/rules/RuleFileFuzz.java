package dev.falcoresponder.consumer.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Whatever a rule file is, it loads and prints as the same rules, or it is told what is wrong. */
public final class RuleFileFuzz {
  private RuleFileFuzz() {}

  /** One file, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] file) {
    RuleFileMutationTest.check(new String(file, UTF_8));
  }
}
