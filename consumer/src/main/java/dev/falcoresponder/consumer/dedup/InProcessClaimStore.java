package dev.falcoresponder.consumer.dedup;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Claims in this process alone, for brokers without JetStream. They end with the process, and
 * beyond the bound the least used are forgotten early: an alert may then be answered twice, which
 * is harmless.
 */
public final class InProcessClaimStore implements ClaimStore {
  private final ConcurrentMap<ClaimKey, Entry> entries;
  private final AtomicLong revisions = new AtomicLong();
  private final InstantSource clock;

  private record Entry(Claim claim, long revision, Instant writtenAt) {}

  /**
   * Starts without claims.
   *
   * @param ttl how long a claim lives after its last change
   * @param maxClaims how many are kept at most
   * @param clock the clock that also dates alerts in core mode
   */
  public InProcessClaimStore(Duration ttl, int maxClaims, InstantSource clock) {
    this.entries =
        Caffeine.newBuilder()
            .expireAfterWrite(ttl)
            .maximumSize(maxClaims)
            .<ClaimKey, Entry>build()
            .asMap();
    this.clock = clock;
  }

  @Override
  public Lookup find(ClaimKey key) {
    return Optional.ofNullable(entries.get(key))
        .<Lookup>map(entry -> new Lookup.Found(entry.claim(), entry.revision(), entry.writtenAt()))
        .orElseGet(Lookup.Absent::new);
  }

  @Override
  public Change create(ClaimKey key, Claim claim) {
    var entry = entry(claim);
    return answer(entries.putIfAbsent(key, entry) == null, entry);
  }

  @Override
  public Change replace(ClaimKey key, Claim claim, long revision) {
    var current = entries.get(key);
    if (current == null || current.revision() != revision) {
      return new Change.Lost();
    }
    var entry = entry(claim);
    return answer(entries.replace(key, current, entry), entry);
  }

  @Override
  public Change remove(ClaimKey key, long revision) {
    var current = entries.get(key);
    if (current == null || current.revision() != revision || !entries.remove(key, current)) {
      return new Change.Lost();
    }
    return new Change.Won(revisions.incrementAndGet());
  }

  private Entry entry(Claim claim) {
    return new Entry(claim, revisions.incrementAndGet(), clock.instant());
  }

  private static Change answer(boolean won, Entry entry) {
    return won ? new Change.Won(entry.revision()) : new Change.Lost();
  }
}
