package dev.falcoresponder.consumer.reload;

import dev.falcoresponder.consumer.rules.Problem;
import dev.falcoresponder.consumer.rules.RuleBook;
import dev.falcoresponder.consumer.rules.RuleFiles;
import dev.falcoresponder.consumer.rules.RuleFiles.Load;
import dev.falcoresponder.consumer.rules.RuleSources;
import dev.falcoresponder.consumer.rules.RuleVersion;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** The rules that are live now. One reference holds all of them, so that none sees a mixture. */
public final class LiveRules implements Supplier<RuleBook> {
  /**
   * What is known of the rules at one moment.
   *
   * @param book the rules that are live
   * @param version which they are
   * @param loadedAt since when
   * @param rejected whether the files say something else by now, which could not go live
   */
  public record State(RuleBook book, RuleVersion version, Instant loadedAt, boolean rejected) {}

  /** What comes of the first load. */
  public sealed interface Opening {
    /**
     * There are rules.
     *
     * @param warnings what is allowed but perhaps not meant
     */
    record Live(LiveRules rules, List<Problem> warnings) implements Opening {}

    /** There is nothing to go live with. */
    record Broken(List<Problem> problems) implements Opening {}
  }

  private final List<Path> files;
  private final List<String> digests;
  private final InstantSource clock;
  private volatile State state;

  private LiveRules(
      List<Path> files, RuleSources sources, Load.Loaded loaded, InstantSource clock) {
    this.files = List.copyOf(files);
    this.digests = sources.digests();
    this.clock = clock;
    state = live(loaded);
  }

  /**
   * Loads the files for the first time.
   *
   * @param files none for the built-in rule
   */
  public static Opening open(List<Path> files, InstantSource clock) {
    var sources = RuleSources.read(files);
    return switch (RuleFiles.load(sources)) {
      case Load.Loaded loaded ->
          new Opening.Live(new LiveRules(files, sources, loaded, clock), loaded.warnings());
      case Load.Broken(var problems) -> new Opening.Broken(problems);
    };
  }

  @Override
  public RuleBook get() {
    return state.book();
  }

  /** All that is known of the rules now. */
  public State state() {
    return state;
  }

  List<Path> files() {
    return files;
  }

  /** What the files said when they were loaded for the first time. */
  List<String> digestsAtFirst() {
    return digests;
  }

  /** From now on these are live. */
  void replace(Load.Loaded loaded) {
    state = live(loaded);
  }

  /** The files say something that cannot go live. */
  void keep() {
    var now = state;
    state = new State(now.book(), now.version(), now.loadedAt(), true);
  }

  private State live(Load.Loaded loaded) {
    return new State(loaded.book(), RuleVersion.of(loaded), clock.instant(), false);
  }
}
