package dev.falcoresponder.consumer.dedup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import java.time.Duration;
import java.util.Optional;

/**
 * The claims that this replica has seen done a moment ago, so that a flood need not ask for them.
 */
final class DoneClaims {
  private static final Duration LONGEST_MEMORY = Duration.ofSeconds(60);

  private final Cache<ClaimKey, Done> known;

  /**
   * What is remembered of a claim.
   *
   * @param acted whether its alert's response was given, or in a dry run would have been
   */
  record Done(AlertId owner, boolean acted) {
    Done(AlertId owner, Optional<SettledOutcome> outcome) {
      this(owner, outcome.filter(SettledOutcome::acted).isPresent());
    }
  }

  /**
   * Knows of none.
   *
   * @param ttl how long the store remembers them
   * @param most so many are remembered
   */
  DoneClaims(Duration ttl, int most) {
    var quarter = ttl.dividedBy(4);
    known =
        Caffeine.newBuilder()
            .maximumSize(most)
            // Forgotten well before the claim expires, so that memory never outlives what it
            // remembers by much.
            .expireAfterWrite(quarter.compareTo(LONGEST_MEMORY) < 0 ? quarter : LONGEST_MEMORY)
            .build();
  }

  Optional<Done> find(ClaimKey key) {
    return Optional.ofNullable(known.getIfPresent(key));
  }

  void put(ClaimKey key, Done claim) {
    known.put(key, claim);
  }
}
