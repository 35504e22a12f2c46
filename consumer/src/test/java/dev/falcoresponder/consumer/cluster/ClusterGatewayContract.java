package dev.falcoresponder.consumer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.ClusterGateway.DeleteAnswer;
import dev.falcoresponder.consumer.cluster.ClusterGateway.Deletion;
import dev.falcoresponder.consumer.cluster.ClusterGateway.NamespaceAnswer;
import dev.falcoresponder.consumer.cluster.ClusterGateway.PodAnswer;
import dev.falcoresponder.model.PodRef;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every cluster answers, the real one and the one in memory. */
abstract class ClusterGatewayContract {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

  abstract ClusterGateway gateway();

  /** A new pod of that name that runs, in place of any before it. */
  abstract PodRef running(String name);

  /** A new namespace with those labels. */
  abstract String namespace(Map<String, String> labels);

  @Test
  void podThatRunsIsFound() {
    var pod = running("cart-0");

    var found = found(pod);

    assertThat(found.ref()).isEqualTo(pod);
    assertThat(found.uid()).isNotBlank();
    assertThat(found.startedAt()).isPresent();
    assertThat(found.containerIds()).singleElement().asString().matches("[0-9a-f]{64}");
    assertThat(found.termination()).isEmpty();
    assertThat(found.mirrorHash()).isEmpty();
    assertThat(found.owner()).isEmpty();
    assertThat(found.ready()).isTrue();
  }

  @Test
  void podThatDoesNotExistIsAbsent() {
    var namespace = running("cart-0").namespace();

    assertThat(gateway().pod(new PodRef(namespace, "other"))).isEqualTo(new PodAnswer.Absent());
    assertThat(gateway().pod(new PodRef("no-such-namespace", "cart-0")))
        .isEqualTo(new PodAnswer.Absent());
  }

  @Test
  void deletedPodTerminatesWithTheGraceThatWasAskedFor() {
    var pod = running("cart-0");

    assertThat(delete(pod, found(pod).uid(), Duration.ofSeconds(7), false))
        .isEqualTo(new DeleteAnswer.Deleted());
    assertThat(found(pod).termination())
        .contains(new PodSnapshot.Termination(Duration.ofSeconds(7)));
  }

  @Test
  void dryRunDeletesNothing() {
    var pod = running("cart-0");

    assertThat(delete(pod, found(pod).uid(), SECOND, true)).isEqualTo(new DeleteAnswer.Deleted());
    assertThat(found(pod).termination()).isEmpty();
  }

  @Test
  void podWithAnotherUidIsSpared() {
    var pod = running("cart-0");

    assertThat(delete(pod, NOBODY, SECOND, false)).isInstanceOf(DeleteAnswer.Replaced.class);
    assertThat(delete(pod, NOBODY, SECOND, true)).isInstanceOf(DeleteAnswer.Replaced.class);
    assertThat(found(pod).termination()).isEmpty();
  }

  @Test
  void successorOfTheSameNameIsSpared() {
    var pod = running("cart-0");
    var earlier = found(pod).uid();
    running("cart-0");

    assertThat(delete(pod, earlier, SECOND, false)).isInstanceOf(DeleteAnswer.Replaced.class);
    assertThat(found(pod).termination()).isEmpty();
  }

  @Test
  void ofTwoThatJudgedThePodSideBySideOneDeletesIt() {
    var pod = running("cart-0");
    var judged = found(pod);

    assertThat(deleteAsJudged(judged)).isEqualTo(new DeleteAnswer.Deleted());
    assertThat(deleteAsJudged(judged)).isInstanceOf(DeleteAnswer.Changed.class);
  }

  @Test
  void podThatDoesNotExistCannotBeDeleted() {
    var namespace = running("cart-0").namespace();

    assertThat(delete(new PodRef(namespace, "other"), NOBODY, SECOND, false))
        .isEqualTo(new DeleteAnswer.Absent());
  }

  @Test
  void deletingAgainIsHarmless() {
    var pod = running("cart-0");
    var uid = found(pod).uid();
    delete(pod, uid, SECOND, false);

    assertThat(delete(pod, uid, SECOND, false)).isEqualTo(new DeleteAnswer.Deleted());
  }

  @Test
  void shorterGraceWinsOverALongerOneAndNotTheOtherWayRound() {
    var pod = running("cart-0");
    var uid = found(pod).uid();
    delete(pod, uid, Duration.ofHours(24), false);

    delete(pod, uid, Duration.ofSeconds(2), false);
    assertThat(found(pod).termination())
        .contains(new PodSnapshot.Termination(Duration.ofSeconds(2)));

    delete(pod, uid, Duration.ofSeconds(60), false);
    assertThat(found(pod).termination())
        .contains(new PodSnapshot.Termination(Duration.ofSeconds(2)));
  }

  @Test
  void namespaceShowsItsLabels() {
    var namespace = namespace(Map.of("falco-responder.dev/protect", "true"));

    assertThat(gateway().namespace(namespace))
        .isInstanceOfSatisfying(
            NamespaceAnswer.Found.class,
            found ->
                assertThat(found.labels()).containsEntry("falco-responder.dev/protect", "true"));
  }

  @Test
  void namespaceThatDoesNotExistIsAbsent() {
    assertThat(gateway().namespace("no-such-namespace")).isEqualTo(new NamespaceAnswer.Absent());
  }

  PodSnapshot found(PodRef pod) {
    return switch (gateway().pod(pod)) {
      case PodAnswer.Found(var snapshot) -> snapshot;
      case PodAnswer.Absent _, PodAnswer.Failed _ ->
          throw new AssertionError("no pod: " + gateway().pod(pod));
    };
  }

  private DeleteAnswer deleteAsJudged(PodSnapshot pod) {
    return gateway()
        .delete(
            new Deletion(pod.ref(), pod.uid(), Optional.of(pod.resourceVersion()), SECOND, false));
  }

  DeleteAnswer delete(PodRef pod, String uid, Duration grace, boolean dryRun) {
    return gateway().delete(new Deletion(pod, uid, Optional.empty(), grace, dryRun));
  }
}
