package dev.falcoresponder.consumer.announce;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells on the replica's own pod what it lacks: whoever installs it looks there first. What two
 * looks in a row have found alike is told, and as long as it lasts again every ten minutes or so,
 * since Events are forgotten after an hour.
 */
public final class TroubleWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TroubleWatch.class);
  private static final int TOLD_AT = 2;
  private static final int TOLD_AGAIN_EVERY = 120;

  private final List<Watched> watched;
  private final OwnPodEvents ownPod;
  private final Duration every;
  private final Thread thread;
  private List<Lasting> lasting;

  /**
   * Something that may be amiss.
   *
   * @param reason of its Events, one word in CamelCase
   * @param trouble what is amiss, in a sentence; empty while all is well; must not wait
   */
  public record Watched(String reason, Supplier<Optional<String>> trouble) {}

  /** Trouble, and in how many looks in a row it was there; no trouble has no sentence. */
  private record Lasting(String sentence, int looks) {
    private static final Lasting NONE = new Lasting("", 0);

    Lasting then(String now) {
      return new Lasting(now, now.equals(sentence) ? looks + 1 : 1);
    }

    boolean due() {
      return looks >= TOLD_AT && (looks - TOLD_AT) % TOLD_AGAIN_EVERY == 0;
    }
  }

  /**
   * Looks at nothing yet.
   *
   * @param every the pause between two looks
   */
  public TroubleWatch(List<Watched> watched, OwnPodEvents ownPod, Duration every) {
    this.watched = List.copyOf(watched);
    this.ownPod = ownPod;
    this.every = every;
    this.lasting = Stream.generate(() -> Lasting.NONE).limit(watched.size()).toList();
    this.thread = Thread.ofVirtual().name("trouble-watch").unstarted(this::run);
  }

  /** Starts to look; once. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(every);
        try {
          look();
        } catch (RuntimeException e) {
          LOG.atError().setCause(e).log("defect of this program, contained to one look at itself");
        }
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  /** One look. Called by one thread. */
  void look() {
    lasting = IntStream.range(0, watched.size()).mapToObj(this::look).toList();
  }

  private Lasting look(int index) {
    var one = watched.get(index);
    var trouble = one.trouble().get();
    if (trouble.isEmpty()) {
      return Lasting.NONE;
    }
    var now = lasting.get(index).then(trouble.get());
    if (now.due()) {
      ownPod.warn(one.reason(), "AnswerAlerts", now.sentence());
    }
    return now;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
