package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.text.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * Which rules these are, so that what is live can be compared with files.
 *
 * @param hash the first 12 hexadecimal digits of the SHA-256 of the merged document as {@link
 *     RulePrinter#json} prints it: the same for files that differ in comments or layout only
 * @param rules how many rules
 */
public record RuleVersion(String hash, int rules) {
  private static final int DIGITS = 12;

  /** The version of rules that were loaded. */
  public static RuleVersion of(RuleFiles.Load.Loaded loaded) {
    var json = RulePrinter.json(loaded.document()).getBytes(StandardCharsets.UTF_8);
    return new RuleVersion(Sha256.hex(json).substring(0, DIGITS), loaded.book().rules().size());
  }
}
