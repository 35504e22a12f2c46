package dev.falcoresponder.consumer.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {
  private static final RetryConfig CONFIG =
      new RetryConfig(10, Duration.ofSeconds(1), Duration.ofSeconds(60), 50);

  private final RetrySchedule schedule = new RetrySchedule(CONFIG, new Random(1));

  @ParameterizedTest
  @CsvSource({
    "1, 1000",
    "2, 2000",
    "3, 4000",
    "4, 8000",
    "5, 16000",
    "6, 32000",
    "7, 60000",
    "8, 60000"
  })
  void delayDoublesUpToTheLongestAndIsNeverLessThanHalfOfThat(long attempt, long full) {
    assertThat(IntStream.range(0, 1_000).mapToLong(_ -> schedule.after(attempt).toMillis()))
        .allMatch(millis -> full / 2 <= millis && millis <= full);
  }

  @Test
  void delaysSpreadOverTheirWholeRange() {
    assertThat(IntStream.range(0, 1_000).mapToLong(_ -> schedule.after(3).toMillis()))
        .anyMatch(millis -> millis < 2_200)
        .anyMatch(millis -> millis > 3_800);
  }

  @ParameterizedTest
  @ValueSource(longs = {22, 64, 65, 1_000_000, Long.MAX_VALUE})
  void anyNumberOfAttemptsWaitsTheLongestNotLonger(long attempt) {
    assertThat(schedule.after(attempt)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void attemptThatNeverWasIsTakenForTheFirst(long attempt) {
    assertThat(schedule.after(attempt)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
  }

  @Test
  void longestDelayIsTheConfiguredOne() {
    assertThat(schedule.longest()).isEqualTo(Duration.ofSeconds(60));
  }
}
