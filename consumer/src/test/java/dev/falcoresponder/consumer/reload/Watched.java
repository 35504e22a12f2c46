package dev.falcoresponder.consumer.reload;

import dev.falcoresponder.consumer.fixtures.OpenedRules;
import dev.falcoresponder.consumer.rules.ResponseRule;
import dev.falcoresponder.consumer.rules.RuleFiles;
import dev.falcoresponder.consumer.rules.RuleFiles.Load;
import dev.falcoresponder.consumer.rules.RuleSources;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Rule files whose looks are taken by hand, so that it is known what each has seen. */
final class Watched {
  /** When they are loaded for the first time, and whenever no other time is set. */
  static final Instant START = Instant.parse("2026-08-03T12:00:00Z");

  private final Reloads reloads = new Reloads();
  private final LiveRules rules;
  private final RuleWatcher watcher;
  private Instant now = START;
  private int loads;

  /** Files that have been looked at for long enough. */
  static Watched settled(Path... files) {
    var watched = new Watched(RuleFiles::load, files);
    watched.looks(3);
    return watched;
  }

  /** Files that were loaded and not looked at yet, and what loads them again. */
  Watched(Function<RuleSources, Load> loader, Path... files) {
    rules = OpenedRules.of(() -> now, files);
    watcher =
        new RuleWatcher(
            rules,
            Duration.ZERO,
            reloads,
            sources -> {
              loads++;
              return loader.apply(sources);
            });
  }

  void look() {
    watcher.look();
  }

  void looks(int count) {
    for (var look = 0; look < count; look++) {
      watcher.look();
    }
  }

  /** From now on it is so long after the start. */
  void after(Duration time) {
    now = START.plus(time);
  }

  LiveRules rules() {
    return rules;
  }

  /** The names of the rules that are live. */
  List<String> live() {
    return rules.get().rules().stream().map(ResponseRule::name).toList();
  }

  /** How often files were loaded again. */
  int loads() {
    return loads;
  }

  Reloads reloads() {
    return reloads;
  }
}
