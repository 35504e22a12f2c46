package dev.falcoresponder.consumer.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT72H, 72h",
    "PT90S, 1m30s",
    "PT1H0.5S, 1h500ms",
    "PT0.000000007S, 7ns",
    "P30D, 720h"
  })
  void durationReadsAsTheNatsCommandLineWritesIt(Duration duration, String text) {
    assertThat(GoDuration.of(duration)).isEqualTo(text);
  }
}
