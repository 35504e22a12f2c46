package dev.falcoresponder.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BenchIT {
  /** All scenarios one after the other, which a slow machine shares with other tests. */
  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void everyCountIsRightInTheShortForm() {
    var report =
        Bench.measure(Arrays.asList(Scenario.values()), Sizes.SHORT, new Progress(System.err));

    assertThat(report.wrong()).isEmpty();
    assertThat(report.figures())
        .extracting(Figure::scenario)
        .containsAll(EnumSet.allOf(Scenario.class));
  }
}
