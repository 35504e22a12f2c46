package dev.falcoresponder.consumer.reload;

import dev.falcoresponder.consumer.rules.Place;
import dev.falcoresponder.consumer.rules.Problem;
import dev.falcoresponder.consumer.rules.RuleFiles;
import dev.falcoresponder.consumer.rules.RuleFiles.Load;
import dev.falcoresponder.consumer.rules.RuleSources;
import dev.falcoresponder.consumer.telemetry.ReloadListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the rule files now and then, and has what they say go live once it is whole: two looks
 * in a row must have seen the same bytes in all of them.
 *
 * <p>It looks, because it cannot rely on being told. Notices of the kernel follow a file, not the
 * name under which an editor or the kubelet puts another one; they are lost where a queue is full,
 * and never come for what happens on the other side of a network file system. A look at a file that
 * has not changed is a few system calls and no reading.
 */
public final class RuleWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RuleWatcher.class);

  /** What one look saw. */
  private record Sight(List<FileMark> marks, List<String> digests) {}

  private final LiveRules rules;
  private final Duration interval;
  private final ReloadListener listener;
  private final Function<RuleSources, Load> loader;
  private final Thread thread;
  private List<FileMark> settled = List.of();
  private Sight before = new Sight(List.of(), List.of());
  private List<String> judged;

  /**
   * Looks at nothing yet.
   *
   * @param interval the pause between two looks; zero to never look
   */
  public RuleWatcher(LiveRules rules, Duration interval, ReloadListener listener) {
    this(rules, interval, listener, RuleFiles::load);
  }

  RuleWatcher(
      LiveRules rules,
      Duration interval,
      ReloadListener listener,
      Function<RuleSources, Load> loader) {
    this.rules = rules;
    this.interval = interval;
    this.listener = listener;
    this.loader = loader;
    judged = rules.digestsAtFirst();
    // A thread of the system: reading and parsing would keep a virtual one's carrier from alerts.
    thread = Thread.ofPlatform().daemon().name("rule-watcher").unstarted(this::run);
  }

  /** Starts to look, unless there is nothing to look at. */
  public void start() {
    if (!rules.files().isEmpty() && !interval.isZero()) {
      thread.start();
    }
  }

  /** Whether it looks. */
  boolean looking() {
    return thread.isAlive();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(interval);
        try {
          look();
        } catch (RuntimeException | StackOverflowError e) {
          LOG.atError()
              .setCause(e)
              .log("defect of this program, contained to one look at the rules");
        }
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  /** One look. Called by one thread. */
  void look() {
    // Marks before bytes: what is written in between is then noticed by the next look.
    var marks = rules.files().stream().map(FileMark::of).toList();
    if (marks.equals(settled)) {
      return;
    }
    var sources = RuleSources.read(rules.files());
    var sight = new Sight(marks, sources.digests());
    var same = sight.digests().equals(before.digests());
    // A mark stands for the bytes only once they have been read again after a pause: a write that
    // follows another at once may leave the same time. It never stands for a failure to read.
    if (same && marks.equals(before.marks()) && sources.complete()) {
      settled = marks;
    }
    before = sight;
    if (same && !sight.digests().equals(judged)) {
      judged = sight.digests();
      judge(sources);
    }
  }

  private void judge(RuleSources sources) {
    var live = rules.state().version();
    switch (goLive(sources)) {
      case Load.Loaded(_, _, var warnings) ->
          listener.loaded(rules.state().version(), live, warnings);
      case Load.Broken(var problems) -> {
        rules.keep();
        listener.rejected(live, problems);
      }
    }
  }

  /** A defect that some rules meet is a problem of these rules: the ones before stay. */
  private Load goLive(RuleSources sources) {
    try {
      var load = loader.apply(sources);
      if (load instanceof Load.Loaded loaded) {
        rules.replace(loaded);
      }
      return load;
    } catch (RuntimeException | StackOverflowError e) {
      LOG.atError().setCause(e).log("defect of this program, contained to one reload");
      var start = new Place(rules.files().getFirst().toString(), 1);
      return new Load.Broken(
          List.of(
              new Problem(
                  start,
                  Optional.empty(),
                  "a defect of this program: " + e,
                  "see its log, and undo what was changed last")));
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
