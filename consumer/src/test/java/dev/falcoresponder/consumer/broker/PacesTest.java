package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacesTest {
  @Test
  void backoffDoublesUpToTheLongestAndIsCutByAtMostAHalf() {
    var backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(350));
    for (var full : new long[] {100, 200, 350, 350}) {
      assertThat(backoff.next()).isBetween(Duration.ofMillis(full / 2), Duration.ofMillis(full));
    }
    backoff.reset();
    assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
  }

  @Test
  void sameComplaintIsSaidOnceADifferentOneAtOnce() {
    var quiet = new QuietLog();
    assertThat(quiet.worth("refused")).isTrue();
    assertThat(quiet.worth("refused")).isFalse();
    assertThat(quiet.worth("timed out")).isTrue();
    assertThat(quiet.worth("refused")).isFalse();
    quiet.reset();
    assertThat(quiet.worth("timed out")).isTrue();
  }
}
