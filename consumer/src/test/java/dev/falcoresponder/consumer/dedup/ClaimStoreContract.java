package dev.falcoresponder.consumer.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.dedup.ClaimStore.Change;
import dev.falcoresponder.consumer.dedup.ClaimStore.Lookup;
import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.model.OutcomeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of claims does. */
abstract class ClaimStoreContract {
  private static final AtomicLong KEYS = new AtomicLong();
  private static final SettledOutcome ACTED =
      new SettledOutcome(OutcomeKind.ACTED, Optional.empty(), "deleted", Optional.of("uid"));

  private final ClaimKey key = new ClaimKey("terminate.shop.key-" + KEYS.incrementAndGet());

  /**
   * A store whose claims outlive the test; each call may answer another door to the same claims.
   */
  abstract ClaimStore store();

  /** A store of its own whose claims live that long. */
  abstract ClaimStore shortLived(Duration ttl);

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(store().find(key)).isEqualTo(new Lookup.Absent());
  }

  @Test
  void findsWhatWasCreated() {
    var before = Instant.now();

    var change = store().create(key, claim(1));

    assertThat(store().find(key))
        .isInstanceOfSatisfying(
            Lookup.Found.class,
            found -> {
              assertThat(found.claim()).isEqualTo(claim(1));
              assertThat(change).isEqualTo(new Change.Won(found.revision()));
              assertThat(found.revision()).isPositive();
              assertThat(found.writtenAt())
                  .isBetween(before.minusSeconds(5), Instant.now().plusSeconds(5));
            });
  }

  @Test
  void createsOnlyWhereNothingIs() {
    won(store().create(key, claim(1)));

    assertThat(store().create(key, claim(2))).isEqualTo(new Change.Lost());
    assertThat(current()).isEqualTo(claim(1));
  }

  @Test
  void replacesTheRevisionThatItWasGiven() {
    long first = won(store().create(key, claim(1)));
    long second = won(store().replace(key, done(1), first));

    assertThat(second).isGreaterThan(first);
    assertThat(current()).isEqualTo(done(1));
    assertThat(store().replace(key, claim(2), first)).isEqualTo(new Change.Lost());
    assertThat(current()).isEqualTo(done(1));
  }

  @Test
  void replacesNothingWhereNothingIs() {
    assertThat(store().replace(key, claim(1), 7)).isEqualTo(new Change.Lost());
    assertThat(store().find(key)).isEqualTo(new Lookup.Absent());
  }

  @Test
  void removesTheRevisionThatItWasGiven() {
    long first = won(store().create(key, claim(1)));
    long second = won(store().replace(key, claim(1), first));

    assertThat(store().remove(key, first)).isEqualTo(new Change.Lost());
    assertThat(current()).isEqualTo(claim(1));
    won(store().remove(key, second));
    assertThat(store().find(key)).isEqualTo(new Lookup.Absent());
    assertThat(store().remove(key, second)).isEqualTo(new Change.Lost());
  }

  @Test
  void createsAgainWhereAClaimWasRemoved() {
    long first = won(store().create(key, claim(1)));
    won(store().remove(key, first));

    long second = won(store().create(key, claim(2)));

    assertThat(current()).isEqualTo(claim(2));
    assertThat(second).isGreaterThan(first);
    assertThat(store().replace(key, claim(3), first)).isEqualTo(new Change.Lost());
  }

  @Test
  void keysDoNotTouchEachOther() {
    var longer = new ClaimKey(key.text() + ".replay");
    won(store().create(key, claim(1)));
    won(store().create(longer, claim(2)));

    assertThat(current()).isEqualTo(claim(1));
    assertThat(store().find(longer))
        .isInstanceOfSatisfying(
            Lookup.Found.class, found -> assertThat(found.claim()).isEqualTo(claim(2)));
  }

  @Test
  void claimsExpireAndCanBeCreatedAgain() {
    var store = shortLived(Duration.ofSeconds(1));
    long revision = won(store.create(key, claim(1)));

    await().until(() -> store.find(key) instanceof Lookup.Absent);
    assertThat(store.replace(key, done(1), revision)).isEqualTo(new Change.Lost());
    won(store.create(key, claim(2)));
  }

  @Test
  void oneOfManyWinsEachRace() throws Exception {
    int contenders = 8;
    long created = won(store().create(key, claim(0)));
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks =
          IntStream.rangeClosed(1, contenders)
              .<Callable<Change>>mapToObj(
                  number -> () -> store().replace(key, claim(number), created))
              .toList();
      long winners = 0;
      for (var future : executor.invokeAll(tasks)) {
        winners += future.get() instanceof Change.Won ? 1 : 0;
      }
      assertThat(winners).isEqualTo(1);
    }
  }

  static long won(Change change) {
    assertThat(change).isInstanceOf(Change.Won.class);
    return ((Change.Won) change).revision();
  }

  static Claim claim(long owner) {
    return Claim.inflight(new AlertId("FALCO", owner, Plan.NOON), 1, "r1");
  }

  private static Claim done(long owner) {
    return new Claim(Claim.State.DONE, claim(owner).owner(), 1, "r1", Optional.of(ACTED));
  }

  private Claim current() {
    return ((Lookup.Found) store().find(key)).claim();
  }
}
