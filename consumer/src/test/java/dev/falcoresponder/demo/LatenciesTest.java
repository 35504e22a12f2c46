package dev.falcoresponder.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private final Latencies latencies = new Latencies();

  @Test
  void quantileIsTheNearestRank() {
    latencies.add(IntStream.rangeClosed(1, 60).mapToObj(Duration::ofMillis).toList().reversed());

    assertThat(latencies.quantile(0.5)).isEqualTo(Duration.ofMillis(30));
    assertThat(latencies.quantile(0.99)).isEqualTo(Duration.ofMillis(60));
  }

  @Test
  void quantilesOfOneTimeAreThatTime() {
    latencies.add(List.of(Duration.ofMillis(7)));

    assertThat(latencies.quantile(0.01)).isEqualTo(Duration.ofMillis(7));
    assertThat(latencies.quantile(1)).isEqualTo(Duration.ofMillis(7));
  }
}
