package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConfigLoader;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamPlanTest {
  private static final BrokerConfig CONFIG = TestBroker.CONFIG;

  /** Else the command that is told would ask for what is there already. */
  @ParameterizedTest
  @CsvSource({
    "FALCO_RESPONDER_NATS_REPLICAS, 1",
    "FALCO_RESPONDER_NATS_MAX_AGE, 10m",
    "FALCO_RESPONDER_DEDUP_TTL, 7d",
    "FALCO_RESPONDER_BUDGET_WINDOW, 24h"
  })
  void whatIsMadeIsWhatIsNeeded(String key, String value) {
    var loaded = new ConfigLoader(Map.of("HOSTNAME", "replica-a", key, value)).load();

    assertThat(StreamPlan.all(((ConfigAnswer.Loaded) loaded).config().broker()))
        .isNotEmpty()
        .allSatisfy(plan -> assertThat(plan.check().apply(plan.wanted())).isEmpty());
  }

  @Test
  void streamThatKeepsAlertsForAllAttemptsIsToldOfAtMost() {
    assertThat(alertsKept(CONFIG.retryHorizon()))
        .singleElement()
        .satisfies(difference -> assertThat(difference.fatal()).isFalse())
        .extracting(Difference::sentence)
        .isEqualTo(
            "stream FALCO: max_age is 6m, we need 72h; run: nats stream edit FALCO --max-age=72h");
  }

  @Test
  void streamThatLosesAlertsBetweenAttemptsIsFatal() {
    assertThat(alertsKept(CONFIG.retryHorizon().minusSeconds(1)))
        .singleElement()
        .satisfies(difference -> assertThat(difference.fatal()).isTrue())
        .extracting(Difference::sentence)
        .isEqualTo(
            "stream FALCO: max_age is 5m59s, shorter than the retries of one alert may take (6m);"
                + " run: nats stream edit FALCO --max-age=72h");
  }

  /** What differs where the stream of the alerts keeps them for so long. */
  private static List<Difference> alertsKept(Duration maxAge) {
    var plan = StreamPlan.all(CONFIG).getLast();
    assertThat(plan.name()).isEqualTo(CONFIG.stream());
    var found = StreamConfiguration.builder(plan.wanted()).maxAge(maxAge).build();
    return plan.check().apply(found);
  }
}
