package dev.falcoresponder.consumer.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.announce.AnnounceConfig;
import dev.falcoresponder.consumer.broker.BrokerConfig;
import dev.falcoresponder.consumer.broker.ConnectionConfig.Identity;
import dev.falcoresponder.consumer.broker.ConnectionConfig.Login;
import dev.falcoresponder.consumer.broker.ConnectionConfig.Tls;
import dev.falcoresponder.consumer.budget.BudgetConfig;
import dev.falcoresponder.consumer.cluster.ClusterConfig;
import dev.falcoresponder.consumer.dedup.DedupConfig;
import dev.falcoresponder.consumer.guard.GuardConfig;
import dev.falcoresponder.consumer.intake.IntakeConfig;
import dev.falcoresponder.consumer.resolve.ResolveConfig;
import dev.falcoresponder.consumer.settle.RetryConfig;
import dev.falcoresponder.consumer.target.TargetConfig;
import dev.falcoresponder.consumer.telemetry.HttpConfig;
import dev.falcoresponder.consumer.telemetry.LogConfig;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigMappingTest {
  /** Only one login may be set; these have a test of their own below. */
  private static final Set<String> OTHER_LOGINS =
      Set.of("nats.token", "nats.nkey-file", "nats.creds-file");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void aFileThatCanBeRead() throws Exception {
    file = Files.writeString(folder.resolve("some-file"), "text");
  }

  @Test
  void everyKeyReachesItsRoomFromTheEnvironment() {
    assertMapped(Loads.loaded(variables(all())).config());
  }

  @Test
  void everyKeyReachesItsRoomFromAFile() {
    var yaml =
        all().entrySet().stream()
            .map(one -> one.getKey() + ": \"" + one.getValue() + "\"\n")
            .collect(Collectors.joining());

    assertMapped(Loads.loaded(Loads.file(folder, yaml)).config());
  }

  @Test
  void everyKeyIsShownAsItWasWrittenWithItsOrigin() {
    var shown =
        Loads.loaded(variables(all())).effective().stream()
            .filter(setting -> !OTHER_LOGINS.contains(setting.key()))
            .collect(Collectors.toMap(Setting::key, Setting::shown));
    var expected = all();
    expected.put("nats.password", "******");

    assertThat(shown).isEqualTo(expected);
  }

  @Test
  void everyKeyIsCovered() {
    var covered = all();
    OTHER_LOGINS.forEach(login -> covered.put(login, ""));

    assertThat(covered.keySet())
        .isEqualTo(
            ConfigTable.rows().stream().map(ConfigTable.Row::key).collect(Collectors.toSet()));
  }

  @Test
  void everyOtherWayToLogInIsMapped() {
    assertThat(login("NKEY_FILE", file.toString())).contains(new Login.NkeySeed(file));
    assertThat(login("CREDS_FILE", file.toString())).contains(new Login.Credentials(file));
    assertThat(login("TOKEN", "s3cret"))
        .hasValueSatisfying(
            login -> assertThat(((Login.Token) login).token().reveal()).isEqualTo("s3cret"));
  }

  @Test
  void loginInAUrlIsTakenOutOfIt() {
    var config =
        Loads.loaded("FALCO_RESPONDER_NATS_SERVERS", "nats://me:p%40ss:w@one, tls://two:4443")
            .config()
            .connection();

    assertThat(config.servers())
        .containsExactly(URI.create("nats://one:4222"), URI.create("tls://two:4443"));
    assertThat(config.login())
        .hasValueSatisfying(login -> {
          assertThat(login).isInstanceOf(Login.UserPassword.class);
          assertThat(((Login.UserPassword) login).user()).isEqualTo("me");
          assertThat(((Login.UserPassword) login).password().reveal()).isEqualTo("p@ss:w");
        });
  }

  @Test
  void urlWithATextBeforeTheHostButNoColonHoldsAToken() {
    var login =
        Loads.loaded("FALCO_RESPONDER_NATS_SERVERS", "nats://t0ken@one")
            .config()
            .connection()
            .login();

    assertThat(login)
        .hasValueSatisfying(
            found -> assertThat(((Login.Token) found).token().reveal()).isEqualTo("t0ken"));
  }

  @Test
  void authorityAloneIsTrustWithoutAnIdentity() {
    var tls =
        Loads.loaded("FALCO_RESPONDER_NATS_TLS_CA_FILE", file.toString())
            .config()
            .connection()
            .tls();

    assertThat(tls).contains(new Tls(Optional.of(file), Optional.empty()));
  }

  private Optional<Login> login(String key, String value) {
    return Loads.loaded("FALCO_RESPONDER_NATS_" + key, value).config().connection().login();
  }

  /** A value for each key, none of them its default. */
  private Map<String, String> all() {
    var all = new LinkedHashMap<String, String>();
    all.put("nats.servers", "tls://one:4443,ws://two:80/path");
    all.put("nats.mode", "jetstream");
    all.put("nats.stream", "ALERTS");
    all.put("nats.subjects", "alerts.*.>");
    all.put("nats.consumer", "mine");
    all.put("nats.provision", "verify");
    all.put("nats.replicas", "3");
    all.put("nats.max-age", "24h");
    all.put("nats.ack-wait", "40s");
    all.put("nats.max-ack-pending", "2000");
    all.put("nats.user", "me");
    all.put("nats.password", "s3cret");
    all.put("nats.tls.ca-file", file.toString());
    all.put("nats.tls.cert-file", file.toString());
    all.put("nats.tls.key-file", file.toString());
    all.put("nats.inbox-prefix", "_INBOX.mine");
    all.put("nats.request-timeout", "4s");
    all.put("rules.files", file + "," + file);
    all.put("rules.reload-interval", "500ms");
    all.put("dry-run", "true");
    all.put("kubernetes.own-namespace", "security");
    all.put("kubernetes.request-timeout", "6s");
    all.put("kubernetes.connect-timeout", "1s500ms");
    all.put("kubernetes.max-in-flight", "8");
    all.put("kubernetes.events", "true");
    all.put("http.address", "127.0.0.1");
    all.put("http.port", "9090");
    all.put("shutdown.grace", "20s");
    all.put("shutdown.pod-grace", "1m");
    all.put("log.format", "json");
    all.put("log.level", "debug");
    all.put("replica.name", "replica-b");
    all.put("intake.max-in-hand", "64");
    all.put("dedup.ttl", "30m");
    all.put("dedup.cache-size", "100");
    all.put("target.clock-skew", "2s");
    all.put("target.unverified-attempts", "3");
    all.put("target.resolve-by-container-id", "true");
    all.put("guard.protected-namespaces", "prod-*,bank");
    all.put("guard.unprotected-namespaces", "openfaas-fn");
    all.put("retry.max-attempts", "7");
    all.put("retry.first-delay", "500ms");
    all.put("retry.max-delay", "20s");
    all.put("retry.max-deliveries", "30");
    all.put("budget.window", "5m");
    all.put("budget.cluster", "20");
    all.put("budget.namespace", "10");
    all.put("budget.owner", "2");
    return all;
  }

  private void assertMapped(ConsumerConfig config) {
    var connection = config.connection();
    assertThat(connection.servers())
        .containsExactly(URI.create("tls://one:4443"), URI.create("ws://two:80/path"));
    assertThat(connection.name()).isEqualTo("falco-responder replica-b");
    assertThat(connection.login())
        .hasValueSatisfying(login ->
            assertThat(((Login.UserPassword) login).password().reveal()).isEqualTo("s3cret"));
    assertThat(connection.tls())
        .contains(new Tls(Optional.of(file), Optional.of(new Identity(file, file))));
    assertThat(connection.inboxPrefix()).isEqualTo("_INBOX.mine");
    assertThat(connection.requestTimeout()).isEqualTo(Duration.ofSeconds(4));
    assertThat(config.broker())
        .isEqualTo(
            new BrokerConfig(
                BrokerConfig.Mode.JETSTREAM,
                "ALERTS",
                "alerts.*.>",
                "mine",
                BrokerConfig.Provision.VERIFY,
                3,
                Duration.ofHours(24),
                Duration.ofSeconds(40),
                2_000,
                Duration.ofSeconds(112),
                Duration.ofMinutes(30),
                Duration.ofMinutes(5)));
    assertThat(config.intake()).isEqualTo(new IntakeConfig(64, Duration.ofSeconds(1)));
    assertThat(config.dedup())
        .isEqualTo(
            new DedupConfig("replica-b", Duration.ofMinutes(30), Duration.ofMinutes(2), 100));
    assertThat(config.cluster())
        .isEqualTo(
            new ClusterConfig(
                Duration.ofMillis(1_500), Duration.ofSeconds(6), 8, Duration.ofSeconds(10)));
    assertThat(config.resolve()).isEqualTo(new ResolveConfig(true, 3));
    assertThat(config.target()).isEqualTo(new TargetConfig(Duration.ofSeconds(2), 3));
    assertThat(config.guard())
        .isEqualTo(
            new GuardConfig(
                List.of(
                    "kube-system",
                    "kube-public",
                    "kube-node-lease",
                    "falco",
                    "nats",
                    "openfaas",
                    "prod-*",
                    "bank"),
                "security"));
    assertThat(config.budget()).isEqualTo(new BudgetConfig(Duration.ofMinutes(5), 20, 10, 2));
    assertThat(config.retry())
        .isEqualTo(new RetryConfig(7, Duration.ofMillis(500), Duration.ofSeconds(20), 30));
    assertThat(config.announce()).isEqualTo(new AnnounceConfig(true, "security", "replica-b"));
    assertThat(config.http()).isEqualTo(new HttpConfig("127.0.0.1", 9090));
    assertThat(config.log()).isEqualTo(new LogConfig(LogConfig.Format.JSON, LogConfig.Level.DEBUG));
    assertThat(config.ruleFiles()).containsExactly(file, file);
    assertThat(config.ruleReloadInterval()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.dryRun()).isTrue();
    assertThat(config.replica()).isEqualTo("replica-b");
    assertThat(config.shutdownGrace()).isEqualTo(Duration.ofSeconds(20));
  }

  private static String[] variables(Map<String, String> values) {
    var names =
        ConfigTable.rows().stream()
            .collect(Collectors.toMap(ConfigTable.Row::key, ConfigTable.Row::variable));
    return values.entrySet().stream()
        .flatMap(one -> Stream.of(Objects.requireNonNull(names.get(one.getKey())), one.getValue()))
        .toArray(String[]::new);
  }
}
