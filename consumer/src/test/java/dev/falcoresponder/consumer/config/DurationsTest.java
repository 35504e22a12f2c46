package dev.falcoresponder.consumer.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "0s, PT0S",
    "500ms, PT0.5S",
    "60s, PT1M",
    "15m, PT15M",
    "72h, PT72H",
    "7d, P7D",
    "1h30m, PT1H30M",
    "1d2h3m4s5ms, P1DT2H3M4.005S",
    "999999999d, P999999999D",
  })
  void unitsAddUp(String text, Duration duration) {
    assertThat(Durations.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "60",
        "s",
        "1.5s",
        "-1s",
        "+1s",
        "1 s",
        "1S",
        "1w",
        "1s1m",
        "9999999999s",
        "٣s"
      })
  void anythingElseIsNone(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "1ms", "999ms", "59s", "1m", "1h30m", "72h", "1h1ms"})
  void printedDurationReadsBackAsItself(String text) {
    assertThat(Durations.parse(text).map(Durations::print)).contains(text);
  }

  @Test
  void printingIsToTheMillisecond() {
    assertThat(Durations.print(Duration.ofNanos(1_999_999))).isEqualTo("1ms");
    assertThat(Durations.print(Duration.ofNanos(999_999))).isEqualTo("0s");
  }
}
