package dev.falcoresponder.consumer.broker;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What time it is for the broker, to within the time of two requests. The broker tells the time of
 * what it stores and nothing else, so a value is stored every few minutes and its time read; in
 * between our stopwatch runs on. The clock of the machine we run on has no say.
 */
public final class BrokerClock {
  /** Within it no stopwatch goes wrong by more than some milliseconds. */
  private static final Duration TRUSTED = Duration.ofMinutes(5);

  private static final byte[] EMPTY = {};

  private final Bucket bucket;
  private final String key;
  private volatile @Nullable Mark mark;

  /**
   * Measures nothing yet.
   *
   * @param key where values are stored for their time; others may store theirs there too
   */
  public BrokerClock(Bucket bucket, String key) {
    this.bucket = bucket;
    this.key = key;
  }

  /** What a look at the clock comes to. */
  public sealed interface Reading {
    /** The time. */
    record Now(Instant time) implements Reading {}

    /** The broker did not say. */
    record Unknown(String why) implements Reading {}
  }

  /** A moment by the broker's clock and by our stopwatch. */
  private record Mark(Instant time, long stopwatch) {
    Duration age() {
      return Duration.ofNanos(System.nanoTime() - stopwatch);
    }

    Reading now() {
      return new Reading.Now(time.plus(age()));
    }
  }

  /** Looks; asks the broker only where the last time is too long ago. */
  public Reading read() {
    var last = mark;
    return last == null || last.age().compareTo(TRUSTED) > 0 ? measure() : last.now();
  }

  private Reading measure() {
    var before = System.nanoTime();
    if (bucket.overwrite(key, EMPTY) instanceof Bucket.Change.Unreachable(var why)) {
      return new Reading.Unknown(why);
    }
    return switch (bucket.read(key)) {
      // It may be somebody else's by now: that too was stored since we began.
      case Bucket.Entry.Stored(var message) -> {
        var middle = before + (System.nanoTime() - before) / 2;
        var measured = new Mark(message.storedAt(), middle);
        mark = measured;
        yield measured.now();
      }
      case Bucket.Entry.Absent _ -> new Reading.Unknown("what was just stored is not there");
      case Bucket.Entry.Unreachable(var why) -> new Reading.Unknown(why);
    };
  }
}
