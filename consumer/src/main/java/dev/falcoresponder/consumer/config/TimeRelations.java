package dev.falcoresponder.consumer.config;

import static dev.falcoresponder.consumer.config.NatsKeys.ACK_WAIT;
import static dev.falcoresponder.consumer.config.NatsKeys.MAX_AGE;
import static dev.falcoresponder.consumer.config.NatsKeys.REQUEST_TIMEOUT;
import static dev.falcoresponder.consumer.config.ProgramKeys.API_CONNECT_TIMEOUT;
import static dev.falcoresponder.consumer.config.ProgramKeys.API_REQUEST_TIMEOUT;
import static dev.falcoresponder.consumer.config.ProgramKeys.POD_GRACE;
import static dev.falcoresponder.consumer.config.ProgramKeys.SHUTDOWN_GRACE;
import static dev.falcoresponder.consumer.config.ResponseKeys.DEDUP_TTL;
import static dev.falcoresponder.consumer.config.ResponseKeys.FIRST_DELAY;
import static dev.falcoresponder.consumer.config.ResponseKeys.MAX_ATTEMPTS;
import static dev.falcoresponder.consumer.config.ResponseKeys.MAX_DELAY;

import dev.falcoresponder.consumer.config.Relation.Clash;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How long things take, and what must outlive what. */
final class TimeRelations {
  /** For handing alerts back and closing connections, once the grace is over. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private static final List<ConfigKey<?>> REQUESTS =
      List.of(REQUEST_TIMEOUT, API_CONNECT_TIMEOUT, API_REQUEST_TIMEOUT);

  private static final List<ConfigKey<?>> RETRIES =
      Stream.concat(Stream.of(MAX_ATTEMPTS, FIRST_DELAY, MAX_DELAY), REQUESTS.stream()).toList();

  static final List<Relation> ALL =
      List.of(
          // A claim that ends while its alert waits for the next attempt lets a second alert act.
          longEnough(DEDUP_TTL, RETRIES, TimeRelations::horizon, "the retries may take"),
          // A claim in flight is taken over then; it must still be there.
          longEnough(
              DEDUP_TTL,
              List.of(ACK_WAIT),
              TimeRelations::orphanedAfter,
              "three times nats.ack-wait is"),
          // An alert that ages out of the stream while it is retried is lost.
          longEnough(MAX_AGE, RETRIES, TimeRelations::horizon, "the retries may take"),
          // One request to each server must fit, or a slow answer alone has the alert delivered
          // twice.
          longEnough(
              ACK_WAIT,
              REQUESTS,
              TimeRelations::requests,
              "one request to the API server and one to the broker may take"),
          longEnough(
              MAX_DELAY,
              List.of(FIRST_DELAY),
              values -> values.get(FIRST_DELAY),
              "retry.first-delay is"),
          // Kubernetes kills at the end of the pod's grace, whatever is in hand.
          longEnough(
              POD_GRACE,
              List.of(SHUTDOWN_GRACE),
              values -> values.get(SHUTDOWN_GRACE).plus(FAREWELL),
              "shutdown.grace and 5s to close are"));

  private TimeRelations() {}

  private static Relation longEnough(
      ConfigKey<Duration> key,
      List<ConfigKey<?>> others,
      Function<Values, Duration> least,
      String because) {
    var keys = Stream.concat(Stream.of(key), others.stream()).toList();
    return new Relation(
        keys,
        values -> {
          var set = values.get(key);
          var needed = least.apply(values);
          return set.compareTo(needed) >= 0
              ? Optional.empty()
              : Optional.of(
                  new Clash(
                      "%s is %s, but %s %s"
                          .formatted(
                              key.name(), Durations.print(set), because, Durations.print(needed)),
                      "write %s or more, or lower %s"
                          .formatted(Durations.print(needed), names(others))));
        });
  }

  private static String names(List<ConfigKey<?>> keys) {
    return keys.stream().map(ConfigKey::name).collect(Collectors.joining(" or "));
  }

  /** A claim in flight that has not changed for three ack waits has lost its replica. */
  static Duration orphanedAfter(Values values) {
    return values.get(ACK_WAIT).multipliedBy(3);
  }

  /** How long it takes to use up all attempts at one action. */
  static Duration horizon(Values values) {
    var attempts = values.get(MAX_ATTEMPTS);
    var longest = values.get(MAX_DELAY);
    var total = requests(values).multipliedBy(attempts);
    var delay = values.get(FIRST_DELAY);
    for (var done = 1; done < attempts; done++) {
      total = total.plus(delay.compareTo(longest) < 0 ? delay : longest);
      delay = delay.compareTo(longest) < 0 ? delay.multipliedBy(2) : longest;
    }
    return total;
  }

  private static Duration requests(Values values) {
    return values
        .get(REQUEST_TIMEOUT)
        .plus(values.get(API_CONNECT_TIMEOUT))
        .plus(values.get(API_REQUEST_TIMEOUT));
  }
}
