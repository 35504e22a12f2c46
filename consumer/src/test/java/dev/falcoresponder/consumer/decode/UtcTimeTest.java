package dev.falcoresponder.consumer.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {
  @Test
  void everyTimeReadsAsTheLibraryReadsIt() {
    var random = new Random(42);
    for (var i = 0; i < 20_000; i++) {
      var time =
          Instant.ofEpochSecond(
              random.nextLong(-62_135_596_800L, 253_402_300_800L), random.nextInt(1_000_000_000));
      var text = time.toString();
      var shorter = text.replaceFirst("\\.(\\d{1,9}?)0*Z", ".$1Z");

      assertThat(UtcTime.parse(text)).isEqualTo(time);
      assertThat(UtcTime.parse(shorter)).isEqualTo(time);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-29T00:00:00Z", "2026-08-03T14:00:01+02:00", "2026-08-03t12:00:01z",
            "2026-12-31T23:59:60Z",
        "2026-08-03T24:00:00Z", "2026-08-03T12:00:01.000000000Z", "2026-08-03T12:00:01.9Z",
            "2026-08-03T12:00:01.Z"
      })
  void oddFormsReadAsTheLibraryReadsThem(String text) {
    assertThat(UtcTime.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-08-03",
        "2026-08-03T12:00:01",
        "2026-08-03T12:00:01.1234567890Z",
        "2026-13-03T12:00:01Z",
        "2023-02-29T12:00:01Z",
        "2026-00-00T00:00:00Z",
        "2026-08-03T12:60:01Z",
        "2026-08-03T12:00:0xZ",
        "2026-08-03 12:00:01Z",
        "2026-08-03T12:00:01,5Z",
        "2026-08-03T12:00:01.5xZ"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> UtcTime.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
