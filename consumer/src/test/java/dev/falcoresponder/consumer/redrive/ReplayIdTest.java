package dev.falcoresponder.consumer.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayIdTest {
  @Test
  void idWithoutANameIsTheTimeToTheMillisecond() {
    assertThat(ReplayId.at(Instant.parse("2026-08-03T12:00:02.918273Z")).text())
        .isEqualTo("replay-20260803T120002918Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"incident-42", "A_1", "x"})
  void idIsLettersDigitsDashesAndUnderscores(String text) {
    assertThat(new ReplayId(text).text()).isEqualTo(text);
    assertThat(new ReplayId("x".repeat(64)).text()).hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a.b", "a\r\nNats-Rollup: all", "é", "a:b"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> new ReplayId(text)).hasMessageContaining("write up to 64 letters");
    assertThatThrownBy(() -> new ReplayId("x".repeat(65))).hasMessageContaining("write up to 64");
  }

  @Test
  void idThatRedrivenLettersHaveIsRefused() {
    assertThatThrownBy(() -> new ReplayId("letter-17-0123456789abcdef"))
        .hasMessageContaining("redriven dead letters");
  }
}
