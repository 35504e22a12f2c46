package dev.falcoresponder.consumer.config;

import dev.falcoresponder.consumer.config.Initial.Text;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** What can be set about the way an alert takes. */
final class ResponseKeys {
  private static final ValueType<List<String>> NAMESPACES =
      new ListOf<>(
          "namespaces, separated by commas, * for any text",
          Types.text(
              "a namespace", Pattern.compile("(?=.{1,63}$)[a-z0-9*]([-a-z0-9*]*[a-z0-9*])?")));

  static final ConfigKey<Integer> MAX_IN_HAND =
      new ConfigKey<>(
          "intake.max-in-hand",
          new Text<>("512"),
          Types.number(1, 10_000),
          "Alerts in hand at once in each replica.");

  static final ConfigKey<Duration> DEDUP_TTL =
      new ConfigKey<>(
          "dedup.ttl",
          new Text<>("15m"),
          Types.duration("1s", "7d"),
          "How long a claim lives after its last change: within it, further alerts "
              + "for the same action on the same pod are duplicates.");

  static final ConfigKey<Integer> DEDUP_CACHE_SIZE =
      new ConfigKey<>(
          "dedup.cache-size",
          new Text<>("50000"),
          Types.number(0, 10_000_000),
          "Settled claims remembered in each replica, so that a flood of duplicates "
              + "needs no round trip to the broker.");

  static final ConfigKey<Duration> CLOCK_SKEW =
      new ConfigKey<>(
          "target.clock-skew",
          new Text<>("5s"),
          Types.duration("0s", "5m"),
          "By how much the clocks of nodes, broker and API server may differ; in "
              + "doubt the pod is spared.");

  static final ConfigKey<Integer> UNVERIFIED_ATTEMPTS =
      new ConfigKey<>(
          "target.unverified-attempts",
          new Text<>("5"),
          Types.number(0, 100),
          "How often to look again for a container that the pod's status does not "
              + "show, before the alert is taken for stale.");

  static final ConfigKey<Boolean> RESOLVE_BY_CONTAINER_ID =
      new ConfigKey<>(
          "target.resolve-by-container-id",
          new Text<>("false"),
          Types.trueOrFalse(),
          "Whether to look for the pod of an alert that names none by its container's "
              + "id, among the pods of the node in its hostname; needs a permission to list "
              + "pods.");

  static final ConfigKey<List<String>> PROTECTED_NAMESPACES =
      new ConfigKey<>(
          "guard.protected-namespaces",
          new Text<>(""),
          NAMESPACES,
          "Namespaces whose pods are never touched, in addition to those protected "
              + "anyway: "
              + String.join(", ", ProtectedNamespaces.ANYWAY)
              + " and the program's own. An asterisk stands for any text.");

  static final ConfigKey<List<String>> UNPROTECTED_NAMESPACES =
      new ConfigKey<>(
          "guard.unprotected-namespaces",
          new Text<>(""),
          NAMESPACES,
          "Namespaces to take out of those protected anyway, each by the very name "
              + "that is listed there; the program's own stays.");

  static final ConfigKey<Integer> MAX_ATTEMPTS =
      new ConfigKey<>(
          "retry.max-attempts",
          new Text<>("10"),
          Types.number(1, 1_000),
          "Attempts at one action before the alert becomes a dead letter.");

  static final ConfigKey<Duration> FIRST_DELAY =
      new ConfigKey<>(
          "retry.first-delay",
          new Text<>("1s"),
          Types.duration("1ms", "1h"),
          "The delay before the second attempt, doubled after each.");

  static final ConfigKey<Duration> MAX_DELAY =
      new ConfigKey<>(
          "retry.max-delay",
          new Text<>("60s"),
          Types.duration("1ms", "1h"),
          "The longest delay between two attempts.");

  static final ConfigKey<Integer> MAX_DELIVERIES =
      new ConfigKey<>(
          "retry.max-deliveries",
          new Text<>("50"),
          Types.number(1, 1_000_000),
          "Deliveries of one alert before it becomes a dead letter unread.");

  static final List<ConfigKey<?>> ALL =
      List.of(
          MAX_IN_HAND,
          DEDUP_TTL,
          DEDUP_CACHE_SIZE,
          CLOCK_SKEW,
          UNVERIFIED_ATTEMPTS,
          RESOLVE_BY_CONTAINER_ID,
          PROTECTED_NAMESPACES,
          UNPROTECTED_NAMESPACES,
          MAX_ATTEMPTS,
          FIRST_DELAY,
          MAX_DELAY,
          MAX_DELIVERIES);

  private ResponseKeys() {}
}
