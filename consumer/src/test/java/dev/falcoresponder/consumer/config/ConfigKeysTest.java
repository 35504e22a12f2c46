package dev.falcoresponder.consumer.config;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.falcoresponder.consumer.config.ConfigTable.Row;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigKeysTest {
  /** What users rely on: a default that changes is a change for them. */
  @Test
  void keysAndDefaultsAreThese() {
    var defaults =
        ConfigTable.rows().stream()
            .collect(toMap(Row::key, Row::initial, (a, _) -> a, LinkedHashMap::new));

    assertThat(defaults)
        .containsExactly(
            entry("nats.servers", "nats://localhost:4222"),
            entry("nats.mode", "auto"),
            entry("nats.stream", "FALCO"),
            entry("nats.subjects", "falco.>"),
            entry("nats.consumer", "falco-responder"),
            entry("nats.provision", "create"),
            entry("nats.replicas", "1"),
            entry("nats.max-age", "72h"),
            entry("nats.ack-wait", "60s"),
            entry("nats.max-ack-pending", "10000"),
            entry("nats.user", ""),
            entry("nats.password", ""),
            entry("nats.token", ""),
            entry("nats.nkey-file", ""),
            entry("nats.creds-file", ""),
            entry("nats.tls.ca-file", ""),
            entry("nats.tls.cert-file", ""),
            entry("nats.tls.key-file", ""),
            entry("nats.inbox-prefix", "_INBOX"),
            entry("nats.request-timeout", "5s"),
            entry("rules.files", ""),
            entry("rules.reload-interval", "2s"),
            entry("dry-run", "false"),
            entry("kubernetes.own-namespace", "the pod's own, else falco-response"),
            entry("kubernetes.request-timeout", "5s"),
            entry("kubernetes.connect-timeout", "2s"),
            entry("kubernetes.max-in-flight", "32"),
            entry("kubernetes.events", "false"),
            entry("http.address", "0.0.0.0"),
            entry("http.port", "8080"),
            entry("shutdown.grace", "30s"),
            entry("shutdown.pod-grace", "45s"),
            entry("log.format", "text"),
            entry("log.level", "info"),
            entry("replica.name", "the host name, else a random one"),
            entry("intake.max-in-hand", "512"),
            entry("dedup.ttl", "15m"),
            entry("dedup.cache-size", "50000"),
            entry("target.clock-skew", "5s"),
            entry("target.unverified-attempts", "5"),
            entry("target.resolve-by-container-id", "false"),
            entry("guard.protected-namespaces", ""),
            entry("guard.unprotected-namespaces", ""),
            entry("retry.max-attempts", "10"),
            entry("retry.first-delay", "1s"),
            entry("retry.max-delay", "60s"),
            entry("retry.max-deliveries", "50"),
            entry("budget.window", "10m"),
            entry("budget.cluster", "100"),
            entry("budget.namespace", "0"),
            entry("budget.owner", "0"));
  }

  @Test
  void everyKeyThatIsDeclaredIsInTheTable() {
    var declared =
        Stream.of(NatsKeys.class, ProgramKeys.class, ResponseKeys.class, BudgetKeys.class)
            .flatMap(group -> Arrays.stream(group.getDeclaredFields()))
            .filter(field -> field.getType() == ConfigKey.class)
            .peek(field -> assertThat(Modifier.isFinal(field.getModifiers())).isTrue())
            .count();

    assertThat(ConfigKeys.ALL).hasSize((int) declared).doesNotHaveDuplicates();
  }

  @Test
  void variableIsTheKeyInUpperCaseWithUnderscores() {
    assertThat(ConfigTable.rows())
        .extracting(Row::key, Row::variable)
        .contains(
            tuple("nats.servers", "FALCO_RESPONDER_NATS_SERVERS"),
            tuple("nats.tls.ca-file", "FALCO_RESPONDER_NATS_TLS_CA_FILE"),
            tuple("dry-run", "FALCO_RESPONDER_DRY_RUN"));
    assertThat(ConfigTable.rows()).extracting(Row::variable).doesNotHaveDuplicates();
  }

  @Test
  void everyMeaningIsASentence() {
    assertThat(ConfigTable.rows())
        .allSatisfy(row -> assertThat(row.meaning()).matches("[A-Z].{10,}\\."))
        .allSatisfy(row -> assertThat(row.form()).isNotBlank());
  }

  @Test
  void markdownHasFourCellsInEveryLine() {
    var lines = ConfigTable.markdown();

    assertThat(lines).hasSize(ConfigKeys.ALL.size() + 2);
    assertThat(lines).allSatisfy(line -> assertThat(line.split("(?<!\\\\)\\|", -1)).hasSize(6));
    assertThat(lines)
        .contains(
            "| `http.port` | `8080` | a whole number from 0 to 65535 | "
                + "The port on which health and metrics are served; 0 for any that is free. |");
    assertThat(lines.get(2))
        .startsWith("| `nats.servers` | `nats://localhost:4222` | URLs such as");
  }

  @Test
  void markdownShowsAsterisksAsTheyAre() {
    assertThat(ConfigTable.markdown())
        .filteredOn(line -> line.contains("guard.protected-namespaces`"))
        .allSatisfy(line -> assertThat(line).contains("\\* for any text"))
        .isNotEmpty();
  }

  @Test
  void defaultsAreAcceptedByTheirOwnTypes() {
    var settings = Loads.loaded().effective();

    assertThat(settings).extracting(Setting::key).isEqualTo(names());
    assertThat(settings).extracting(Setting::origin).containsOnly("default", "not set");
  }

  private static List<String> names() {
    return ConfigTable.rows().stream().map(Row::key).toList();
  }
}
