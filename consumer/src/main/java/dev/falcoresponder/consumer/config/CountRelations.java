package dev.falcoresponder.consumer.config;

import static dev.falcoresponder.consumer.config.NatsKeys.MAX_ACK_PENDING;
import static dev.falcoresponder.consumer.config.ResponseKeys.MAX_ATTEMPTS;
import static dev.falcoresponder.consumer.config.ResponseKeys.MAX_DELIVERIES;
import static dev.falcoresponder.consumer.config.ResponseKeys.MAX_IN_HAND;
import static dev.falcoresponder.consumer.config.ResponseKeys.UNVERIFIED_ATTEMPTS;

import dev.falcoresponder.consumer.config.Relation.Clash;
import java.util.List;
import java.util.Optional;

/** How often things happen, and which limit must be reached first. */
final class CountRelations {
  static final List<Relation> ALL =
      List.of(
          // The broker stops delivering at its limit, so a replica could never fill its hands.
          atMost(MAX_IN_HAND, MAX_ACK_PENDING, 0),
          // Deliveries count what is no attempt, too; they must not end an alert before its
          // attempts.
          atMost(MAX_ATTEMPTS, MAX_DELIVERIES, 0),
          // The look that decides comes after these, and must still be allowed.
          atMost(UNVERIFIED_ATTEMPTS, MAX_ATTEMPTS, 1));

  private CountRelations() {}

  private static Relation atMost(ConfigKey<Integer> small, ConfigKey<Integer> large, int margin) {
    return new Relation(
        List.of(small, large),
        values -> {
          var most = values.get(large) - margin;
          return values.get(small) <= most
              ? Optional.empty()
              : Optional.of(
                  new Clash(
                      "%s is %d, but %s is only %d"
                          .formatted(
                              small.name(), values.get(small), large.name(), values.get(large)),
                      "write %d or less, or raise %s".formatted(most, large.name())));
        });
  }
}
