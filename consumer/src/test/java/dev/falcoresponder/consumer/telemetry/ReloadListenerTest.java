package dev.falcoresponder.consumer.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.rules.Problem;
import dev.falcoresponder.consumer.rules.RuleVersion;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReloadListenerTest {
  private static final RuleVersion BEFORE = new RuleVersion("0123456789ab", 3);
  private static final RuleVersion NOW = new RuleVersion("ba9876543210", 4);

  @Test
  void everyListenerHearsEverythingInOrder() {
    var heard = new ArrayList<String>();
    var all = ReloadListener.all(List.of(new Notes("a", heard), new Notes("b", heard)));

    all.loaded(NOW, BEFORE, List.of());
    all.rejected(NOW, List.of());

    assertThat(heard).containsExactly("a loaded 4", "b loaded 4", "a rejected", "b rejected");
  }

  @Test
  void bothResultsAreCountedFromTheStart() {
    var registry = new PrometheusRegistry();
    var counter = new ReloadCounter(registry);
    assertThat(scrape(registry))
        .contains(
            "falco_responder_rules_reload_total{result=\"loaded\"} 0.0\n",
            "falco_responder_rules_reload_total{result=\"rejected\"} 0.0\n");

    counter.loaded(NOW, BEFORE, List.of());
    counter.rejected(NOW, List.of());
    counter.rejected(NOW, List.of());

    assertThat(scrape(registry))
        .contains(
            "falco_responder_rules_reload_total{result=\"loaded\"} 1.0\n",
            "falco_responder_rules_reload_total{result=\"rejected\"} 2.0\n");
  }

  private static String scrape(PrometheusRegistry registry) {
    return new String(new MetricsPage(registry).scrape().body().bytes(), StandardCharsets.UTF_8);
  }

  private record Notes(String name, List<String> heard) implements ReloadListener {
    @Override
    public void loaded(RuleVersion now, RuleVersion before, List<Problem> warnings) {
      heard.add(name + " loaded " + now.rules());
    }

    @Override
    public void rejected(RuleVersion live, List<Problem> problems) {
      heard.add(name + " rejected");
    }
  }
}
