package dev.falcoresponder.consumer.pipeline;

import static dev.falcoresponder.consumer.fixtures.Alerts.rule;
import static dev.falcoresponder.consumer.fixtures.Alerts.terminate;
import static dev.falcoresponder.consumer.pipeline.Messages.aboutPod;
import static dev.falcoresponder.consumer.pipeline.Messages.again;
import static dev.falcoresponder.consumer.pipeline.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.dedup.InProcessClaimStore;
import dev.falcoresponder.consumer.fixtures.InMemoryCluster;
import dev.falcoresponder.consumer.fixtures.InMemoryLedger;
import dev.falcoresponder.consumer.fixtures.RecordingDelivery;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.fixtures.SwitchableClaimStore;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.rules.ResponseRule;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.ResponseOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An alert is given up while the pod could not be deleted, and comes again when it could: the
 * letter, which may be stored, stays the last word.
 */
class LastWordTest {
  private static final ResponseRule RULE = rule("Shell", true, terminate("Kill", false, false));

  private final InMemoryLedger ledger = new InMemoryLedger();
  private final SwitchableClaimStore claims =
      new SwitchableClaimStore(
          new InProcessClaimStore(Duration.ofMinutes(15), 1_000, Clock.systemUTC()));
  private final InMemoryCluster deleting = new InMemoryCluster().with(Snapshots.running());
  private final Replica forbidden =
      replica(new InMemoryCluster().failing(new ClusterFailure.Forbidden("may not delete pods")));
  private final Replica permitted = replica(deleting);
  private final RecordingDelivery second = new RecordingDelivery(again(aboutPod()));

  @BeforeEach
  void restore() {
    ledger.afterwards(() -> ledger.reachable(false));
  }

  @Test
  void letterThatWasStoredUnheardIsNotFollowedByADeletion() {
    handle(forbidden, aboutPod());
    assertThat(ledger.letters()).hasSize(1);
    recover();

    permitted.handler().accept(second);

    assertThat(second.verbs()).containsExactly("term");
    assertThat(ledger.letters().values())
        .extracting(kept -> kept.letter().reason())
        .containsExactly(DeadLetterReason.FORBIDDEN);
    assertThat(ledger.events()).isEmpty();
    assertThat(deleting.deletions()).isEmpty();
  }

  @Test
  void letterThatWasNotStoredIsStoredByTheNextDelivery() {
    ledger.reachable(false);
    handle(forbidden, aboutPod());
    assertThat(ledger.letters()).isEmpty();
    recover();

    permitted.handler().accept(second);

    assertThat(second.verbs()).containsExactly("term");
    assertThat(ledger.letters().values())
        .singleElement()
        .satisfies(kept -> {
          assertThat(kept.letter().reason()).isEqualTo(DeadLetterReason.FORBIDDEN);
          assertThat(kept.letter().error()).isEqualTo("may not delete pods");
          assertThat(kept.letter().attempts()).isEqualTo(1);
          assertThat(kept.payload()).isSameAs(second.envelope().payload());
        });
  }

  /** Its attempts, too, are those after which it was given up. */
  @Test
  void letterAboutUsedUpAttemptsSaysHowManyWhoeverWritesIt() {
    var busy =
        replica(new InMemoryCluster().failing(new ClusterFailure.Busy("429", Optional.empty())));
    ledger.reachable(false);
    var envelope = aboutPod();
    for (var attempt = 1; attempt <= Replica.MAX_ATTEMPTS; attempt++) {
      handle(busy, envelope);
      envelope = again(envelope);
    }
    recover();

    handle(permitted, envelope);

    assertThat(ledger.letters().values())
        .singleElement()
        .satisfies(kept -> {
          assertThat(kept.letter().reason()).isEqualTo(DeadLetterReason.ATTEMPTS_EXHAUSTED);
          assertThat(kept.letter().attempts()).isEqualTo(Replica.MAX_ATTEMPTS);
        });
    assertThat(deleting.deletions()).isEmpty();
  }

  /** Nothing is written then, so that nothing is said that is not so. */
  @Test
  void alertThatCouldNotBeGivenUpIsTriedAgain() {
    ledger.afterwards(() -> {});
    var answer = forbidden.pipeline().process(aboutPod());
    claims.reachable(false);
    forbidden.settlement().settle(new RecordingDelivery(aboutPod()), answer);
    claims.reachable(true);

    permitted.handler().accept(second);

    assertThat(second.verbs()).containsExactly("ack-sync");
    assertThat(ledger.letters()).isEmpty();
    assertThat(ledger.events().values())
        .extracting(ResponseOutcome::outcome)
        .containsExactly("acted");
  }

  @Test
  void nextAlertAboutThePodIsAnsweredOnceTheLetterIsStored() {
    handle(forbidden, aboutPod());
    recover();
    permitted.handler().accept(second);

    handle(permitted, message(2, 1, aboutPod().payload().bytes()));

    assertThat(ledger.events().values()).extracting(ResponseOutcome::sequence).containsExactly(2L);
    assertThat(deleting.deletions()).hasSize(1);
  }

  private void recover() {
    ledger.afterwards(() -> {});
    ledger.reachable(true);
  }

  private static void handle(Replica replica, Envelope envelope) {
    replica.handler().accept(new RecordingDelivery(envelope));
  }

  private Replica replica(InMemoryCluster cluster) {
    return new Replica(claims, ledger, cluster, RULE);
  }
}
