package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What comes of an alert whose container no status of a pod shows yet. */
public final class StatusLag {
  /** A kubelet writes its pods' status within a second or two. */
  private static final Duration LAG = Duration.ofSeconds(1);

  private StatusLag() {}

  /**
   * Another look after one to two seconds, at random so that the alerts of a burst spread out; this
   * was an attempt.
   */
  public static Outcome outcome(String detail, RandomGenerator random) {
    var again = LAG.plusMillis(random.nextLong(LAG.toMillis()));
    return new Outcome.Retry(Reason.STATUS_LAGS, detail, Optional.of(again), true);
  }
}
