package dev.falcoresponder.consumer.pipeline;

import static dev.falcoresponder.consumer.fixtures.Alerts.rule;
import static dev.falcoresponder.consumer.fixtures.Alerts.terminate;
import static dev.falcoresponder.consumer.pipeline.Messages.aboutPod;
import static dev.falcoresponder.consumer.pipeline.Messages.again;
import static dev.falcoresponder.consumer.pipeline.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.ClusterGateway;
import dev.falcoresponder.consumer.dedup.InProcessClaimStore;
import dev.falcoresponder.consumer.fixtures.InMemoryCluster;
import dev.falcoresponder.consumer.fixtures.InMemoryLedger;
import dev.falcoresponder.consumer.fixtures.RecordingDelivery;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.consumer.ledger.Ledger;
import dev.falcoresponder.consumer.settle.Answer;
import dev.falcoresponder.consumer.settle.Verb;
import dev.falcoresponder.consumer.telemetry.AlertListener;
import dev.falcoresponder.model.DeadLetter;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.PodRef;
import dev.falcoresponder.model.ResponseOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class AlertHandlerTest {
  private final InMemoryCluster cluster = new InMemoryCluster().with(Snapshots.running());
  private final InMemoryLedger ledger = new InMemoryLedger();

  @Test
  void settledAlertIsToldWithItsVerb() {
    var replica = replica(ledger, cluster);
    var delivery = new RecordingDelivery(aboutPod());

    replica.handler().accept(delivery);

    assertThat(delivery.verbs()).containsExactly("ack-sync");
    assertThat(replica.heard().words()).containsExactly("settled ack-sync");
  }

  @Test
  void verbThatTheBrokerDidNotTakeIsToldToo() {
    var replica = replica(ledger, cluster);

    replica.handler().accept(new RecordingDelivery(aboutPod()).brokerGone());

    assertThat(replica.heard().words()).containsExactly("settled ack-sync", "not taken ack-sync");
  }

  @Test
  void whatCannotBeWrittenDownIsToldToo() {
    var replica = replica(ledger, cluster);
    ledger.reachable(false);

    replica.handler().accept(new RecordingDelivery(aboutPod()));
    replica.handler().accept(new RecordingDelivery(message(2, 1, "no JSON")));

    assertThat(replica.heard().words())
        .containsExactly(
            "settled nak",
            "unwritten the ledger is away",
            "settled nak",
            "unwritten the ledger is away");
  }

  @Test
  void roomThatThrowsIsADefectAndTheAlertComesAgain() {
    var replica = replica(ledger, new Throwing(new IllegalStateException("boom")));
    var delivery = new RecordingDelivery(aboutPod());

    replica.handler().accept(delivery);

    assertThat(delivery.verbs()).hasSize(1).allMatch(verb -> verb.startsWith("nak "));
    assertThat(replica.heard().words()).containsExactly("defect boom", "settled nak");
  }

  @Test
  void stackOverflowIsContainedToItsAlert() {
    var replica = replica(ledger, new Throwing(new StackOverflowError("deep")));
    var poisoned = new RecordingDelivery(aboutPod());
    var other = new RecordingDelivery(message(2, 1, "{\"rule\":\"R\"}"));

    replica.handler().accept(poisoned);
    replica.handler().accept(other);

    assertThat(poisoned.verbs()).hasSize(1).allMatch(verb -> verb.startsWith("nak "));
    assertThat(other.verbs()).containsExactly("ack");
    assertThat(replica.heard().words())
        .containsExactly("defect deep", "settled nak", "settled ack");
  }

  @Test
  void alertThatIsADefectAtEachDeliveryEndsAsADeadLetter() {
    var replica = replica(ledger, new Throwing(new IllegalStateException("boom")));
    var envelope = aboutPod();
    for (var delivery = 1; delivery <= Replica.MAX_DELIVERIES; delivery++) {
      replica.handler().accept(new RecordingDelivery(envelope));
      envelope = again(envelope);
    }
    assertThat(ledger.letters()).isEmpty();

    var last = new RecordingDelivery(envelope);
    replica.handler().accept(last);

    assertThat(last.verbs()).containsExactly("term");
    assertThat(ledger.letters().values())
        .extracting(kept -> kept.letter().reason())
        .containsExactly(DeadLetterReason.DELIVERIES_EXHAUSTED);
  }

  @Test
  void settlingThatThrowsIsADefectAndLeavesTheAlertToRedelivery() {
    var broken = replica(new ThrowingLedger(), cluster);
    var delivery = new RecordingDelivery(aboutPod());

    broken.handler().accept(delivery);

    assertThat(delivery.verbs()).isEmpty();
    assertThat(broken.heard().words()).containsExactly("defect ledger");
  }

  @Test
  void listenerThatThrowsIsToldOfItAndTheVerbStands() {
    var told = new ArrayList<String>();
    var replica = replica(ledger, cluster);
    var delivery = new RecordingDelivery(aboutPod());

    new AlertHandler(replica.pipeline(), replica.settlement(), new ThrowingListener(told))
        .accept(delivery);

    assertThat(delivery.verbs()).containsExactly("ack-sync");
    assertThat(told).containsExactly("listener");
  }

  private static Replica replica(Ledger ledger, ClusterGateway cluster) {
    var claims = new InProcessClaimStore(Duration.ofMinutes(15), 1_000, Clock.systemUTC());
    return new Replica(
        claims, ledger, cluster, rule("Shell", true, terminate("Kill", false, false)));
  }

  private record Throwing(Throwable what) implements ClusterGateway {
    @Override
    public PodAnswer pod(PodRef pod) {
      switch (what) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new AssertionError(what);
      }
    }

    @Override
    public NamespaceAnswer namespace(String name) {
      throw new AssertionError("not reached");
    }

    @Override
    public DeleteAnswer delete(Deletion deletion) {
      throw new AssertionError("not reached");
    }
  }

  private static final class ThrowingLedger implements Ledger {
    @Override
    public Entry keep(String id, DeadLetter letter, Payload original) {
      throw new IllegalStateException("ledger");
    }

    @Override
    public Entry keep(ResponseOutcome event) {
      throw new IllegalStateException("ledger");
    }
  }

  private record ThrowingListener(ArrayList<String> told) implements AlertListener {
    @Override
    public void settled(Envelope envelope, Answer answer, Verb verb, Duration took) {
      throw new IllegalStateException("listener");
    }

    @Override
    public void defect(Envelope envelope, Throwable cause) {
      told.add(String.valueOf(cause.getMessage()));
    }
  }
}
