package dev.falcoresponder.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class BenchIT {
  @Test
  void everyCountIsRightInTheShortForm() {
    var report =
        Bench.measure(Arrays.asList(Scenario.values()), Sizes.SHORT, new Progress(System.err));

    assertThat(report.wrong()).isEmpty();
    assertThat(report.figures())
        .extracting(Figure::scenario)
        .containsAll(EnumSet.allOf(Scenario.class));
  }
}
