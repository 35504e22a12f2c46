package dev.falcoresponder.consumer.config;

import dev.falcoresponder.consumer.config.Initial.Found;
import dev.falcoresponder.consumer.config.Initial.Text;
import dev.falcoresponder.consumer.telemetry.LogConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** What can be set about the program itself. */
final class ProgramKeys {
  private static final ValueType<String> NAMESPACE =
      Types.text("a namespace", Pattern.compile("(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?"));

  private static final ValueType<List<Path>> FILES =
      new ListOf<>("paths of files that can be read, separated by commas", Types.file());

  private static final ValueType<String> ADDRESS =
      Types.text("an IP address or host name", Pattern.compile("[0-9A-Za-z.:%-]{1,253}"));

  private static final ValueType<String> REPLICA =
      Types.text("a name of letters, digits, ., - and _", Surroundings.REPLICA);

  static final ConfigKey<List<Path>> RULE_FILES =
      new ConfigKey<>(
          "rules.files",
          new Text<>(""),
          FILES,
          "The rule files, later ones refining earlier ones; without any, the "
              + "built-in rule answers a terminal shell in a container by terminating the "
              + "pod.");

  static final ConfigKey<Duration> RULE_RELOAD_INTERVAL =
      new ConfigKey<>(
          "rules.reload-interval",
          new Text<>("2s"),
          Types.durationOrNever("100ms", "1h"),
          "How often to look whether the rule files have changed; what two looks in a row "
              + "have seen alike goes live without a restart.");

  static final ConfigKey<Boolean> DRY_RUN =
      new ConfigKey<>(
          "dry-run",
          new Text<>("false"),
          Types.trueOrFalse(),
          "Only ask the API server, admission included, whether it would do what the "
              + "rules want.");

  static final ConfigKey<String> OWN_NAMESPACE =
      new ConfigKey<>(
          "kubernetes.own-namespace",
          new Found<>("the pod's own, else falco-response", Surroundings::ownNamespace),
          NAMESPACE,
          "The namespace the program runs in, always protected.");

  static final ConfigKey<Duration> API_REQUEST_TIMEOUT =
      new ConfigKey<>(
          "kubernetes.request-timeout",
          new Text<>("5s"),
          Types.duration("100ms", "1m"),
          "How long the API server may take to answer a request.");

  static final ConfigKey<Duration> API_CONNECT_TIMEOUT =
      new ConfigKey<>(
          "kubernetes.connect-timeout",
          new Text<>("2s"),
          Types.duration("100ms", "1m"),
          "How long a new connection to the API server may take.");

  static final ConfigKey<Integer> API_MAX_IN_FLIGHT =
      new ConfigKey<>(
          "kubernetes.max-in-flight",
          new Text<>("32"),
          Types.number(1, 1_000),
          "Requests to the API server at once from each replica.");

  static final ConfigKey<Boolean> EVENTS =
      new ConfigKey<>(
          "kubernetes.events",
          new Text<>("false"),
          Types.trueOrFalse(),
          "Whether to tell of responses and refusals in Kubernetes Events on the pod and on its "
              + "controller; needs the permission to create them.");

  static final ConfigKey<String> HTTP_ADDRESS =
      new ConfigKey<>(
          "http.address",
          new Text<>("0.0.0.0"),
          ADDRESS,
          "The address on which health and metrics are served; 0.0.0.0 for all.");

  static final ConfigKey<Integer> HTTP_PORT =
      new ConfigKey<>(
          "http.port",
          new Text<>("8080"),
          Types.number(0, 65_535),
          "The port on which health and metrics are served; 0 for any that is free.");

  static final ConfigKey<Duration> SHUTDOWN_GRACE =
      new ConfigKey<>(
          "shutdown.grace",
          new Text<>("30s"),
          Types.duration("0s", "1h"),
          "How long alerts in hand may take to finish at shutdown, before the rest is "
              + "handed back to the broker.");

  static final ConfigKey<Duration> POD_GRACE =
      new ConfigKey<>(
          "shutdown.pod-grace",
          new Text<>("45s"),
          Types.duration("1s", "2h"),
          "The pod's terminationGracePeriodSeconds, after which Kubernetes kills the "
              + "program; only compared with shutdown.grace.");

  static final ConfigKey<LogConfig.Format> LOG_FORMAT =
      new ConfigKey<>(
          "log.format",
          new Text<>("text"),
          Types.word(LogConfig.Format.class),
          "Log lines for people, or JSON objects for collectors.");

  static final ConfigKey<LogConfig.Level> LOG_LEVEL =
      new ConfigKey<>(
          "log.level",
          new Text<>("info"),
          Types.word(LogConfig.Level.class),
          "The least severe level that is logged; debug also shows alerts that needed "
              + "no response.");

  static final ConfigKey<String> REPLICA_NAME =
      new ConfigKey<>(
          "replica.name",
          new Found<>("the host name, else a random one", Surroundings::replicaName),
          REPLICA,
          "This replica's name in claims, outcome events and dead letters.");

  static final List<ConfigKey<?>> ALL =
      List.of(
          RULE_FILES,
          RULE_RELOAD_INTERVAL,
          DRY_RUN,
          OWN_NAMESPACE,
          API_REQUEST_TIMEOUT,
          API_CONNECT_TIMEOUT,
          API_MAX_IN_FLIGHT,
          EVENTS,
          HTTP_ADDRESS,
          HTTP_PORT,
          SHUTDOWN_GRACE,
          POD_GRACE,
          LOG_FORMAT,
          LOG_LEVEL,
          REPLICA_NAME);

  private ProgramKeys() {}
}
