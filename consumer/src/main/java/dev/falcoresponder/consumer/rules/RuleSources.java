package dev.falcoresponder.consumer.rules;

import java.nio.file.Path;
import java.util.List;

/**
 * The rule files as they were read, one after the other. {@link RuleFiles#load(RuleSources)} makes
 * rules of these very bytes, whatever has become of the files since.
 */
public final class RuleSources {
  private final List<RuleSource> all;

  private RuleSources(List<RuleSource> all) {
    this.all = all;
  }

  /** Reads the files. Never throws for what becomes of it. */
  public static RuleSources read(List<Path> files) {
    return new RuleSources(files.stream().map(RuleSource::read).toList());
  }

  List<RuleSource> all() {
    return all;
  }

  /** Whether there were bytes of every file, right or wrong. */
  public boolean complete() {
    return all.stream().allMatch(RuleSource::wasRead);
  }

  /** For each file in order what tells its bytes, or why there are none, from any other. */
  public List<String> digests() {
    return all.stream().map(RuleSource::digest).toList();
  }
}
