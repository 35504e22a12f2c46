package dev.falcoresponder.consumer.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GaugesTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Gauges gauges = new Gauges(registry);

  @ParameterizedTest
  @EnumSource(Gauges.State.class)
  void everyStateCanBeShown(Gauges.State state) {
    gauges.show(state, () -> 3);

    assertThat(scrape()).containsPattern("# HELP falco_responder_[a-z_]+ \\S.*\\.\n");
    assertThat(scrape()).containsPattern("\nfalco_responder_[a-z_]+ 3\\.0\n");
  }

  @Test
  void stateIsAskedForAtEachScrape() {
    var inHand = new AtomicInteger(1);
    gauges.show(Gauges.State.IN_HAND, inHand::get);

    assertThat(scrape()).contains("falco_responder_in_hand 1.0");
    inHand.set(2);
    assertThat(scrape()).contains("falco_responder_in_hand 2.0");
  }

  @Test
  void stateThatCannotBeToldLeavesTheOthersAlone() {
    gauges
        .show(
            Gauges.State.NATS_CONNECTED,
            () -> {
              throw new IllegalStateException("boom");
            })
        .show(Gauges.State.RULES_LOADED, () -> 4);

    assertThat(scrape())
        .contains("falco_responder_nats_connected NaN", "falco_responder_rules_loaded 4.0");
  }

  @Test
  void rulesInForceAreOneSeriesThatFollowsThem() {
    var hash = new AtomicReference<>("0123456789ab");
    gauges.rules(hash::get);

    assertThat(scrape()).contains("falco_responder_rules_info{hash=\"0123456789ab\"} 1\n");
    hash.set("ba9876543210");
    assertThat(scrape().lines().filter(line -> line.startsWith("falco_responder_rules_info")))
        .containsExactly("falco_responder_rules_info{hash=\"ba9876543210\"} 1");
  }

  @Test
  void buildIsShown() {
    gauges.build("0.1.0");

    assertThat(scrape()).contains("falco_responder_build_info{version=\"0.1.0\"} 1");
  }

  @Test
  void memoryAndThreadsAreShown() {
    gauges.jvm();

    assertThat(scrape()).contains("jvm_memory_used_bytes", "jvm_threads_current", "process_");
  }

  private String scrape() {
    return new String(new MetricsPage(registry).scrape().body().bytes(), StandardCharsets.UTF_8);
  }
}
