package dev.falcoresponder.consumer.pipeline;

import static dev.falcoresponder.consumer.fixtures.Alerts.limited;
import static dev.falcoresponder.consumer.fixtures.Alerts.rule;
import static dev.falcoresponder.consumer.fixtures.Alerts.terminate;
import static dev.falcoresponder.consumer.pipeline.Messages.NODE;
import static dev.falcoresponder.consumer.pipeline.Messages.aboutPod;
import static dev.falcoresponder.consumer.pipeline.Messages.again;
import static dev.falcoresponder.consumer.pipeline.Messages.inContainer;
import static dev.falcoresponder.consumer.pipeline.Messages.listed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.falcoresponder.consumer.approval.Approvals;
import dev.falcoresponder.consumer.budget.BudgetConfig;
import dev.falcoresponder.consumer.budget.BudgetDesk;
import dev.falcoresponder.consumer.budget.BudgetStore;
import dev.falcoresponder.consumer.budget.InProcessBudgetStore;
import dev.falcoresponder.consumer.budget.Spend;
import dev.falcoresponder.consumer.cluster.ClusterGateway;
import dev.falcoresponder.consumer.cluster.PodSnapshot.Owner;
import dev.falcoresponder.consumer.dedup.ClaimStore;
import dev.falcoresponder.consumer.dedup.InProcessClaimStore;
import dev.falcoresponder.consumer.fixtures.InMemoryCluster;
import dev.falcoresponder.consumer.fixtures.InMemoryLedger;
import dev.falcoresponder.consumer.fixtures.InMemoryNodes;
import dev.falcoresponder.consumer.fixtures.RecordingDelivery;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.guard.HoldDesk;
import dev.falcoresponder.consumer.intake.Delivery;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.consumer.ledger.Ledger;
import dev.falcoresponder.consumer.resolve.FoundPods;
import dev.falcoresponder.consumer.resolve.InProcessFoundPods;
import dev.falcoresponder.consumer.resolve.NodeSearch;
import dev.falcoresponder.consumer.resolve.RecallingSearch;
import dev.falcoresponder.consumer.resolve.ResolveConfig;
import dev.falcoresponder.consumer.rules.ResponseRule;
import dev.falcoresponder.model.DeadLetter;
import dev.falcoresponder.model.PodRef;
import dev.falcoresponder.model.ResponseOutcome;
import java.io.Serial;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A replica dies in the middle of an alert; another gets the next delivery. */
class CrashTest {
  private static final ResponseRule RULE = rule("Shell", true, terminate("Kill", false, false));

  private final InMemoryCluster cluster = new InMemoryCluster().with(Snapshots.running());
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final ClaimStore claims =
      new InProcessClaimStore(Duration.ofMinutes(15), 1_000, Clock.systemUTC());
  private final InMemoryNodes nodes = new InMemoryNodes().with(NODE, listed());
  private final FoundPods found = new InProcessFoundPods(Duration.ofMinutes(15), 100);
  private final BudgetStore budget = new InProcessBudgetStore(Clock.systemUTC());

  /** Where the replica dies. */
  enum Point {
    AFTER_CLAIM,
    BEFORE_SPENDING,
    AFTER_SPENDING,
    BEFORE_DELETION,
    AFTER_DELETION,
    AFTER_CLAIM_DONE,
    AFTER_EVENT,
    BEFORE_ACK,
    NEVER
  }

  @ParameterizedTest
  @CsvSource({
    "AFTER_CLAIM, acted",
    "BEFORE_SPENDING, acted",
    "AFTER_SPENDING, acted",
    "BEFORE_DELETION, acted",
    // Who deleted it can no longer be told from whoever else may have.
    "AFTER_DELETION, gone",
    "AFTER_CLAIM_DONE, acted",
    "AFTER_EVENT, acted",
    "BEFORE_ACK, acted",
  })
  void redeliveryAfterACrashEndsInOneDeletionAndOneOutcome(Point point, String outcome) {
    crashAndDeliverAgain(aboutPod(), point, outcome);
  }

  /** By the time the alert comes again, no list shows the pod that it led to. */
  @ParameterizedTest
  @CsvSource({
    "AFTER_DELETION, gone",
    "AFTER_CLAIM_DONE, acted",
    "AFTER_EVENT, acted",
    "BEFORE_ACK, acted",
  })
  void redeliveryFindsThePodThatTheAlertLedToAlthoughItsNodeIsEmpty(Point point, String outcome) {
    crashAndDeliverAgain(inContainer(), point, outcome);
  }

  private void crashAndDeliverAgain(Envelope envelope, Point point, String outcome) {
    var first = new RecordingDelivery(envelope);
    assertThatExceptionOfType(Crash.class)
        .isThrownBy(() -> replica(point).handler().accept(new Fragile(first, point)));
    assertThat(first.verbs()).isEmpty();
    nodes.empty(NODE);

    var second = new RecordingDelivery(again(envelope));
    replica(Point.NEVER).handler().accept(second);

    assertThat(second.verbs()).containsExactly("ack-sync");
    assertThat(cluster.deletions()).hasSize(1);
    assertThat(ledger.events().values())
        .extracting(ResponseOutcome::outcome)
        .containsExactly(outcome);
    assertThat(ledger.letters()).isEmpty();
    assertThat(spent()).isEqualTo(1);
  }

  /** By then the first rule does not see any more whose pod it was. */
  @ParameterizedTest
  @CsvSource({"AFTER_CLAIM_DONE", "AFTER_EVENT", "BEFORE_ACK"})
  void deedForTheSecondRuleIsSaidThoughTheFirstWouldHaveLeftThePodAlone(Point point) {
    cluster.with(
        Snapshots.owned(Snapshots.running(), new Owner("apps/v1", "StatefulSet", "cart", "a-uid")));
    var rules = new ResponseRule[] {rule("Careful", true, limited("Spare")), RULE};
    var envelope = aboutPod();
    assertThatExceptionOfType(Crash.class)
        .isThrownBy(() ->
            replica(point, rules)
                .handler()
                .accept(new Fragile(new RecordingDelivery(envelope), point)));
    cluster.ended(Snapshots.CART);

    replica(Point.NEVER, rules).handler().accept(new RecordingDelivery(again(envelope)));

    assertThat(cluster.deletions()).hasSize(1);
    assertThat(ledger.events().values())
        .extracting(ResponseOutcome::outcome)
        .containsExactlyInAnyOrder("refused", "acted", "gone");
  }

  @Test
  void aCrashCountsAsAnAttempt() {
    var envelope = aboutPod();
    for (var attempt = 1; attempt <= 2; attempt++) {
      var delivery = new RecordingDelivery(envelope);
      assertThatExceptionOfType(Crash.class)
          .isThrownBy(() -> replica(Point.AFTER_CLAIM).handler().accept(delivery));
      envelope = again(envelope);
    }

    replica(Point.NEVER).handler().accept(new RecordingDelivery(envelope));

    assertThat(ledger.events().values()).extracting(ResponseOutcome::attempts).containsExactly(3);
  }

  /** The budget allows one deletion: what a crash leaked would hold the alert. */
  private Replica replica(Point point) {
    return replica(point, RULE);
  }

  private Replica replica(Point point, ResponseRule... rules) {
    var search = new NodeSearch(nodes, new ResolveConfig(true, 3), new Random(1));
    var desk =
        new BudgetDesk(
            new FragileBudget(budget, point),
            new BudgetConfig(Duration.ofMinutes(10), 1, 1, 0),
            new Random(1));
    return new Replica(
        claims,
        new FragileLedger(ledger, point),
        new FragileCluster(cluster, point),
        new RecallingSearch(search, found),
        new HoldDesk(Approvals.NONE, desk),
        rules);
  }

  private int spent() {
    return ((BudgetStore.Lookup.Found) budget.read()).spends().size();
  }

  /** Not an exception of the kind that is contained: nothing of the process survives it. */
  private static final class Crash extends Error {
    @Serial private static final long serialVersionUID = 1;
  }

  private static void crash(Point here, Point point) {
    if (here == point) {
      throw new Crash();
    }
  }

  private record FragileCluster(ClusterGateway cluster, Point point) implements ClusterGateway {
    @Override
    public PodAnswer pod(PodRef pod) {
      crash(Point.AFTER_CLAIM, point);
      return cluster.pod(pod);
    }

    @Override
    public NamespaceAnswer namespace(String name) {
      return cluster.namespace(name);
    }

    @Override
    public DeleteAnswer delete(Deletion deletion) {
      crash(Point.BEFORE_DELETION, point);
      var answer = cluster.delete(deletion);
      crash(Point.AFTER_DELETION, point);
      return answer;
    }
  }

  private record FragileBudget(BudgetStore store, Point point) implements BudgetStore {
    @Override
    public Time now() {
      return store.now();
    }

    @Override
    public Lookup read() {
      return store.read();
    }

    @Override
    public Change write(List<Spend> spends, long revision) {
      crash(Point.BEFORE_SPENDING, point);
      var change = store.write(spends, revision);
      crash(Point.AFTER_SPENDING, point);
      return change;
    }
  }

  private record FragileLedger(Ledger ledger, Point point) implements Ledger {
    @Override
    public Entry keep(String id, DeadLetter letter, Payload original) {
      return ledger.keep(id, letter, original);
    }

    @Override
    public Entry keep(ResponseOutcome event) {
      if (!event.outcome().equals("acted")) {
        return ledger.keep(event);
      }
      crash(Point.AFTER_CLAIM_DONE, point);
      var entry = ledger.keep(event);
      crash(Point.AFTER_EVENT, point);
      return entry;
    }
  }

  private record Fragile(Delivery delivery, Point point) implements Delivery {
    @Override
    public Envelope envelope() {
      return delivery.envelope();
    }

    @Override
    public boolean ack() {
      return delivery.ack();
    }

    @Override
    public boolean ackSync() {
      crash(Point.BEFORE_ACK, point);
      return delivery.ackSync();
    }

    @Override
    public boolean nak(Duration delay) {
      return delivery.nak(delay);
    }

    @Override
    public boolean term() {
      return delivery.term();
    }

    @Override
    public boolean inProgress() {
      return delivery.inProgress();
    }
  }
}
