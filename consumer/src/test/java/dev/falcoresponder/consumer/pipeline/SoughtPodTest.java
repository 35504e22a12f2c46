package dev.falcoresponder.consumer.pipeline;

import static dev.falcoresponder.consumer.fixtures.Alerts.rule;
import static dev.falcoresponder.consumer.fixtures.Alerts.terminate;
import static dev.falcoresponder.consumer.pipeline.Messages.NODE;
import static dev.falcoresponder.consumer.pipeline.Messages.aboutPod;
import static dev.falcoresponder.consumer.pipeline.Messages.again;
import static dev.falcoresponder.consumer.pipeline.Messages.inContainer;
import static dev.falcoresponder.consumer.pipeline.Messages.listed;
import static dev.falcoresponder.consumer.pipeline.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.cluster.NodePod;
import dev.falcoresponder.consumer.dedup.InProcessClaimStore;
import dev.falcoresponder.consumer.fixtures.InMemoryCluster;
import dev.falcoresponder.consumer.fixtures.InMemoryLedger;
import dev.falcoresponder.consumer.fixtures.InMemoryNodes;
import dev.falcoresponder.consumer.fixtures.RecordingDelivery;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.resolve.InProcessFoundPods;
import dev.falcoresponder.consumer.resolve.NodeSearch;
import dev.falcoresponder.consumer.resolve.PodSearch;
import dev.falcoresponder.consumer.resolve.RecallingSearch;
import dev.falcoresponder.consumer.resolve.ResolveConfig;
import dev.falcoresponder.consumer.rules.ResponseRule;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.PodRef;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An alert that knows nothing of its pod but the container, through all rooms. */
class SoughtPodTest {
  private static final ResponseRule RULE = rule("Shell", true, terminate("Kill", false, false));
  private static final int ATTEMPTS = 3;

  private final InMemoryCluster cluster = new InMemoryCluster().with(Snapshots.running());
  private final InMemoryNodes nodes = new InMemoryNodes();
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final InProcessClaimStore claims =
      new InProcessClaimStore(Duration.ofMinutes(15), 1_000, Clock.systemUTC());
  private final Replica replica =
      new Replica(
          claims,
          ledger,
          cluster,
          new RecallingSearch(
              new NodeSearch(nodes, new ResolveConfig(true, ATTEMPTS), new Random(1)),
              new InProcessFoundPods(Duration.ofMinutes(15), 100)),
          RULE);

  @Test
  void podOfTheContainerIsDeletedByTheUidThatTheListHad() {
    nodes.with(NODE, listed()).with(NODE, pod("cart-1", "uid-1", "ff".repeat(32)));

    assertThat(handled(inContainer())).containsExactly("ack-sync");
    assertThat(cluster.deletions())
        .singleElement()
        .satisfies(deletion -> {
          assertThat(deletion.pod()).isEqualTo(Snapshots.CART);
          assertThat(deletion.uid()).isEqualTo(Snapshots.UID);
        });
    assertThat(ledger.events().values())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.outcome()).isEqualTo("acted");
          assertThat(event.pod()).isEqualTo("cart-0");
          assertThat(event.podUid()).isEqualTo(Snapshots.UID);
        });
  }

  @Test
  void withoutASearchNobodyIsAskedAndNobodyDies() {
    nodes.with(NODE, listed());
    var off = new Replica(claims, ledger, cluster, PodSearch.OFF, RULE);

    assertThat(words(off, inContainer())).containsExactly("ignored NO_POD");
    assertThat(nodes.looks()).isZero();
    assertThat(cluster.looks()).isZero();
  }

  @Test
  void alertThatNoRuleWantsCostsNothing() {
    nodes.with(NODE, listed());
    PodSearch never =
        (_, _) -> {
          throw new AssertionError("searched for a pod that nobody asked for");
        };
    var idle = new Replica(claims, ledger, cluster, never);

    assertThat(words(idle, inContainer())).containsExactly("ignored NO_RULE");
  }

  @Test
  void alertThatNamesThePodIsADuplicateOfOneThatDidNot() {
    nodes.with(NODE, listed());
    handled(inContainer());

    var named = message(2, 1, aboutPod().payload().bytes());

    assertThat(words(replica, named)).containsExactly("duplicate CLAIMED");
    assertThat(cluster.deletions()).hasSize(1);
  }

  @Test
  void podThatWasReplacedSinceTheListWasMadeIsSpared() {
    nodes.with(NODE, new NodePod(Snapshots.CART, "uid-before", Snapshots.running().containerIds()));

    assertThat(words(replica, inContainer())).containsExactly("stale REPLACED");
    assertThat(cluster.deletions()).isEmpty();
  }

  @Test
  void podThatDoesNotShowTheContainerItselfIsSparedWhateverItsUid() {
    nodes.with(NODE, listed());
    var bare = Snapshots.running();
    cluster.with(Snapshots.containers(bare, Set.of("ee".repeat(32))));

    assertThat(words(replica, inContainer())).containsExactly("retry STATUS_LAGS");
    assertThat(cluster.deletions()).isEmpty();
  }

  @Test
  void guardsHoldForWhatWasFound() {
    var shielded = Snapshots.in("kube-system");
    cluster.with(shielded);
    nodes.with(NODE, new NodePod(shielded.ref(), shielded.uid(), shielded.containerIds()));

    assertThat(words(replica, inContainer())).containsExactly("refused PROTECTED_NAMESPACE");
    assertThat(cluster.deletions()).isEmpty();
  }

  @Test
  void twoPodsThatMayBeItAreBothSpared() {
    nodes
        .with(NODE, listed())
        .with(NODE, pod("cart-1", "uid-1", Snapshots.CONTAINER.substring(0, 12) + "f".repeat(52)));

    assertThat(handled(inContainer())).containsExactly("ack");
    assertThat(cluster.deletions()).isEmpty();
    assertThat(ledger.letters()).isEmpty();
  }

  @Test
  void containerThatShowsUpLateIsFoundByTheNextDelivery() {
    nodes.with(NODE, pod("cart-1", "uid-1", "ff".repeat(32)));
    assertThat(handled(inContainer())).singleElement().asString().matches("nak (1\\d\\d\\d|2000)");

    nodes.with(NODE, listed());

    assertThat(handled(again(inContainer()))).containsExactly("ack-sync");
    assertThat(cluster.deletions()).hasSize(1);
  }

  @Test
  void containerThatNeverShowsUpIsLetGo() {
    nodes.with(NODE, pod("cart-1", "uid-1", "ff".repeat(32)));
    var envelope = inContainer();
    for (var delivery = 1; delivery < ATTEMPTS; delivery++) {
      assertThat(handled(envelope)).singleElement().asString().startsWith("nak");
      envelope = again(envelope);
    }

    assertThat(handled(envelope)).containsExactly("ack");
    assertThat(ledger.letters()).isEmpty();
  }

  @Test
  void missingPermissionIsADeadLetterThatSaysSo() {
    nodes.failing(new ClusterFailure.Forbidden("our account may not list pods"));

    assertThat(handled(inContainer())).containsExactly("term");
    assertThat(ledger.letters().values())
        .singleElement()
        .satisfies(kept -> {
          assertThat(kept.letter().reason()).isEqualTo(DeadLetterReason.FORBIDDEN);
          assertThat(kept.letter().error()).isEqualTo("our account may not list pods");
          assertThat(kept.payload().bytes()).isEqualTo(inContainer().payload().bytes());
        });
  }

  /** Between the deletion and its record lies a time in which the pod vanishes from its node. */
  @Test
  void outcomeThatCouldNotBeWrittenDownIsWrittenByTheNextDelivery() {
    nodes.with(NODE, listed());
    ledger.reachable(false);
    assertThat(handled(inContainer())).singleElement().asString().startsWith("nak");
    nodes.empty(NODE);
    ledger.reachable(true);

    assertThat(handled(again(inContainer()))).containsExactly("ack-sync");
    assertThat(ledger.events().values())
        .extracting(event -> event.outcome())
        .containsExactly("acted");
    assertThat(cluster.deletions()).hasSize(1);
  }

  private List<String> handled(Envelope envelope) {
    var delivery = new RecordingDelivery(envelope);
    replica.handler().accept(delivery);
    return delivery.verbs();
  }

  private static List<String> words(Replica replica, Envelope envelope) {
    return replica.outcomes(envelope).stream()
        .map(outcome -> outcome.kind().word() + outcome.reason().map(why -> " " + why).orElse(""))
        .toList();
  }

  private static NodePod pod(String name, String uid, String container) {
    return new NodePod(new PodRef("shop", name), uid, Set.of(container));
  }
}
