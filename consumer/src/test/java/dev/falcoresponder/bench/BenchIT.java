package dev.falcoresponder.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenchIT {
  /**
   * Those whose parts others measure as well: rules drains noise and flood, flooded takes times.
   */
  private static final Set<Scenario> CONTAINED =
      EnumSet.of(Scenario.LATENCY, Scenario.NOISE, Scenario.FLOOD);

  @Test
  void everyCountIsRightInTheShortForm() {
    var scenarios = EnumSet.complementOf(EnumSet.copyOf(CONTAINED));

    var report = Bench.measure(List.copyOf(scenarios), Sizes.SHORT, new Progress(System.err));

    assertThat(report.wrong()).isEmpty();
    assertThat(report.figures()).extracting(Figure::scenario).containsAll(scenarios);
  }
}
