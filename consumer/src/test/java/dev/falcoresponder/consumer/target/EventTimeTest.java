package dev.falcoresponder.consumer.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.fixtures.Snapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTimeTest {
  private static final Duration SKEW = Duration.ofSeconds(5);
  private static final Instant BORN = Snapshots.STARTED;

  @ParameterizedTest
  @CsvSource({
    // seconds from creation to start, seconds from creation to event, older beyond doubt, event
    // before the start
    "0, 3600, true, false",
    "0, 6, true, false",
    "0, 5, false, false",
    "0, 0, false, false",
    "0, -1, false, false",
    "0, -2, false, true",
    "10, 11, true, false",
    "10, 10, false, false",
    "10, 8, false, true",
  })
  void doubtFallsOnTheSideOfNotActing(long start, long event, boolean older, boolean before) {
    var time = new EventTime(Optional.of(BORN.plusSeconds(event)), BORN.plusSeconds(event));
    var pod = Snapshots.born(BORN, Optional.of(BORN.plusSeconds(start)));

    assertThat(time.provesOlder(pod, SKEW)).isEqualTo(older);
    assertThat(time.isBefore(pod, SKEW)).isEqualTo(before);
  }

  @Test
  void creationAloneIsTrustedOnlyWithinTheClocksDoubt() {
    var pod = Snapshots.born(BORN, Optional.empty());

    assertThat(said(BORN.minusSeconds(5)).isBefore(pod, SKEW)).isFalse();
    assertThat(said(BORN.minusSeconds(6)).isBefore(pod, SKEW)).isTrue();
  }

  @Test
  void brokersClockStandsInForAnAlertFromTheFuture() {
    var pod = Snapshots.born(BORN, Optional.of(BORN));
    var future = Optional.of(BORN.plusSeconds(3_600));

    assertThat(new EventTime(future, BORN.plusSeconds(5)).provesOlder(pod, SKEW)).isFalse();
    assertThat(new EventTime(future, BORN.plusSeconds(6)).provesOlder(pod, SKEW)).isTrue();
    assertThat(new EventTime(future, BORN.minusSeconds(5)).isBefore(pod, SKEW)).isFalse();
    assertThat(new EventTime(future, BORN.minusSeconds(6)).isBefore(pod, SKEW)).isTrue();
  }

  @Test
  void brokersClockAloneProvesNoPodOlder() {
    var pod = Snapshots.born(BORN, Optional.of(BORN));

    assertThat(new EventTime(Optional.empty(), BORN.plusSeconds(3_600)).provesOlder(pod, SKEW))
        .isFalse();
    assertThat(new EventTime(Optional.empty(), BORN.minusSeconds(3_600)).isBefore(pod, SKEW))
        .isTrue();
  }

  private static EventTime said(Instant time) {
    return new EventTime(Optional.of(time), time.plusSeconds(1));
  }
}
