package dev.falcoresponder.consumer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConfigLoader;
import dev.falcoresponder.consumer.rules.RuleBook;
import dev.falcoresponder.consumer.telemetry.AlertListener;
import dev.falcoresponder.consumer.telemetry.ReadyCheck;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A replica that has been put together and not started: no server has a say in this. */
class HealthTest {
  private final Wiring parts = parts("5s");

  private static Wiring parts(String requestTimeout) {
    var environment =
        Map.of("HOSTNAME", "replica-a", "FALCO_RESPONDER_NATS_REQUEST_TIMEOUT", requestTimeout);
    return switch (new ConfigLoader(environment).load()) {
      case ConfigAnswer.Loaded(var config, _) ->
          Wiring.of(
              config,
              () -> RuleBook.of(List.of()),
              AlertListener.NOOP,
              Clock.systemUTC(),
              new Random(1));
      case ConfigAnswer.Broken(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  @AfterEach
  void close() {
    parts.cluster().close();
  }

  @Test
  void loopThatStandsStillForLongerThanThePatienceIsStuck() {
    assertThat(new Health(parts, Duration.ofNanos(1)).stuck())
        .hasValueSatisfying(
            why -> assertThat(why).matches("the intake loop has not moved for \\d+ s"));
    assertThat(new Health(parts, Duration.ofHours(1)).stuck()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"100ms, PT60S", "5s, PT100S", "45s, PT15M"})
  void patienceOutlastsALookWhoseRequestsTakeAsLongAsTheyMay(String timeout, Duration atLeast) {
    var slow = parts(timeout);
    try {
      assertThat(Health.of(slow).patience())
          .isGreaterThan(atLeast)
          .isGreaterThan(slow.keeper().longestLook());
    } finally {
      slow.cluster().close();
    }
  }

  @Test
  void whatIsNotThereYetIsNamedAndWhatIsNotKnownToBeAwayIsNot() {
    var checks =
        new Health(parts, Duration.ofHours(1))
            .checks().stream().collect(Collectors.toMap(ReadyCheck::name, check -> check));

    assertThat(checks).containsOnlyKeys("nats", "broker", "api-server");
    assertThat(answer(checks, "nats")).startsWith("not connected to NATS");
    assertThat(answer(checks, "broker")).isEqualTo("not connected to NATS yet");
    // Asked only when an alert needs it: until then nothing speaks against it.
    assertThat(answer(checks, "api-server")).isEmpty();
  }

  private static String answer(Map<String, ReadyCheck> checks, String name) {
    return Objects.requireNonNull(checks.get(name)).missing().get().orElse("");
  }
}
