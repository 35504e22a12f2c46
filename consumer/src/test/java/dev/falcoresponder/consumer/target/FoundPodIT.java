package dev.falcoresponder.consumer.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.Accounts;
import dev.falcoresponder.consumer.cluster.ClusterConnection;
import dev.falcoresponder.consumer.cluster.Permission;
import dev.falcoresponder.consumer.decode.PodLead;
import dev.falcoresponder.consumer.fixtures.Alerts;
import dev.falcoresponder.consumer.fixtures.Suspicions;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.consumer.resolve.NodeSearch;
import dev.falcoresponder.consumer.resolve.ResolveConfig;
import dev.falcoresponder.model.SuspectPod;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What lies between the list in which a pod was found and the look that proves it. */
@ExtendWith(SharedServers.class)
class FoundPodIT {
  private static final ResolveConfig RESOLVE = new ResolveConfig(true, 1);

  private final KubernetesClient admin;
  private final Pods pods;
  private final ClusterConnection connection;
  private final NodeSearch search;
  private final TargetVerifier verifier;

  FoundPodIT(ApiServer server) {
    admin = server.adminClient();
    pods = Pods.inFreshNamespace(admin, "found");
    connection =
        Accounts.connect(
            server,
            "finder",
            Stream.of(Permission.NEEDED, Permission.NEEDED_TO_RESOLVE)
                .flatMap(List::stream)
                .toList());
    search = new NodeSearch(connection.nodePods(), RESOLVE, new Random(1));
    verifier =
        new TargetVerifier(
            connection.gateway(), new TargetConfig(Duration.ofSeconds(5), 3), new Random(1));
  }

  @AfterEach
  void close() {
    connection.close();
    admin.close();
  }

  @Test
  void podThatStaysIsProved() {
    var pod = running("cart-0", "a");

    assertThat(verify(find(pod, "a")))
        .isInstanceOfSatisfying(
            Step.Next.class,
            next ->
                assertThat(((VerifiedTarget) next.value()).pod().uid())
                    .isEqualTo(pod.getMetadata().getUid()));
  }

  @Test
  void podThatWasReplacedOnItsNodeIsStale() {
    var found = find(running("cart-0", "a"), "a");
    pods.remove("cart-0");
    running("cart-0", "a");

    assertStale(found);
  }

  @Test
  void podThatMovedToAnotherNodeIsStale() {
    var found = find(running("cart-0", "a"), "a");
    pods.remove("cart-0");
    running("cart-0", "b");

    assertStale(found);
  }

  @Test
  void podThatIsNoLongerThereIsGone() {
    var found = find(running("cart-0", "a"), "a");
    pods.remove("cart-0");

    assertThat(verify(found))
        .isInstanceOfSatisfying(
            Step.End.class, end -> assertThat(end.outcome()).isInstanceOf(Outcome.Gone.class));
  }

  @Test
  void podIsNotFoundOnANodeThatItIsNotOn() {
    var pod = running("cart-0", "a");
    running("cart-1", "b");

    assertThat(search.find(lead(pod, "b"), Alerts.envelope(1, 1)))
        .isInstanceOfSatisfying(
            Step.End.class,
            end ->
                assertThat(end.outcome())
                    .isInstanceOfSatisfying(
                        Outcome.Ignored.class,
                        ignored -> assertThat(ignored.why()).isEqualTo(Reason.NO_POD)));
  }

  private void assertStale(SuspectPod found) {
    assertThat(verify(found))
        .isInstanceOfSatisfying(
            Step.End.class,
            end ->
                assertThat(end.outcome())
                    .isInstanceOfSatisfying(
                        Outcome.Stale.class,
                        stale -> assertThat(stale.why()).isEqualTo(Reason.REPLACED)));
  }

  private SuspectPod find(Pod pod, String node) {
    return switch (search.find(lead(pod, node), Alerts.envelope(1, 1))) {
      case Step.Next<SuspectPod>(var found) -> found;
      case Step.End<SuspectPod>(var outcome) -> throw new AssertionError(outcome.detail());
    };
  }

  private Step<VerifiedTarget> verify(SuspectPod found) {
    var suspicion =
        Suspicions.against(found.ref(), Instant.now())
            .uid(found.uid().orElseThrow())
            .container(found.containerId().orElseThrow())
            .found();
    return verifier.verify(suspicion.claimed());
  }

  private PodLead lead(Pod pod, String node) {
    return new PodLead(Pods.containerId(pod).substring(0, 12), node(node));
  }

  private Pod running(String name, String node) {
    return pods.running(name, pod -> pod.editSpec().withNodeName(node(node)).endSpec());
  }

  private String node(String word) {
    return pods.namespace() + "." + word;
  }
}
