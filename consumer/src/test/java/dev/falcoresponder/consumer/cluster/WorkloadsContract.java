package dev.falcoresponder.consumer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.PodSnapshot.Owner;
import dev.falcoresponder.consumer.cluster.Workloads.Answer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered about workloads, by the real API server and in memory. */
abstract class WorkloadsContract {
  abstract Workloads workloads();

  abstract String namespace();

  /**
   * A workload whose controller wants and shows these counts.
   *
   * @param controller what controls it
   */
  abstract Owner workload(
      String kind, String name, Optional<Owner> controller, int desired, int available);

  /** Somebody wants another number of pods, and the controller has not looked yet. */
  abstract void rescale(Owner owner, int desired);

  @ParameterizedTest
  @ValueSource(strings = {"ReplicaSet", "Deployment", "StatefulSet", "DaemonSet"})
  void workloadShowsItsCounts(String kind) {
    var owner = workload(kind, "cart", Optional.empty(), 3, 2);

    var found = found(owner);

    assertThat(found.owner()).isEqualTo(owner);
    assertThat(found.controller()).isEmpty();
    assertThat(found.upToDate()).isTrue();
    assertThat(found.desired()).isEqualTo(3);
    assertThat(found.available()).isEqualTo(2);
  }

  @Test
  void nothingAvailableIsAnAnswer() {
    assertThat(found(workload("StatefulSet", "cart", Optional.empty(), 0, 0)))
        .satisfies(found -> assertThat(found.desired()).isZero())
        .satisfies(found -> assertThat(found.available()).isZero());
  }

  @Test
  void replicaSetKnowsItsDeployment() {
    var deployment = workload("Deployment", "cart", Optional.empty(), 3, 3);
    var replicaSet = workload("ReplicaSet", "cart-5c7f", Optional.of(deployment), 3, 3);

    assertThat(found(replicaSet).controller()).contains(deployment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ReplicaSet", "Deployment", "StatefulSet"})
  void countsOfAnEarlierWishAreNotUpToDate(String kind) {
    var owner = workload(kind, "cart", Optional.empty(), 3, 3);
    var before = found(owner);

    rescale(owner, 5);

    assertThat(found(owner).upToDate()).isFalse();
    assertThat(found(owner).version()).isNotEqualTo(before.version());
  }

  @Test
  void versionStaysWhileNobodyWrites() {
    var owner = workload("StatefulSet", "cart", Optional.empty(), 3, 3);

    assertThat(found(owner).version()).isEqualTo(found(owner).version());
  }

  @Test
  void workloadThatDoesNotExistIsAbsent() {
    var owner = workload("StatefulSet", "cart", Optional.empty(), 1, 1);

    assertThat(look(new Owner("apps/v1", "StatefulSet", "other", owner.uid())))
        .isEqualTo(new Answer.Absent());
    assertThat(look(new Owner("apps/v1", "StatefulSet", "cart", "another-uid")))
        .isEqualTo(new Answer.Absent());
    assertThat(look(new Owner("apps/v1", "DaemonSet", "cart", owner.uid())))
        .isEqualTo(new Answer.Absent());
  }

  @ParameterizedTest
  @CsvSource({
    "batch/v1, Job",
    "v1, Node",
    "v1, ReplicationController",
    "apps.kruise.io/v1beta1, StatefulSet"
  })
  void otherOwnersAreNotCounted(String apiVersion, String kind) {
    assertThat(look(new Owner(apiVersion, kind, "cart", "uid"))).isEqualTo(new Answer.Uncounted());
  }

  Answer look(Owner owner) {
    return workloads().look(namespace(), owner);
  }

  Workload found(Owner owner) {
    return switch (look(owner)) {
      case Answer.Found(var workload) -> workload;
      case Answer other -> throw new AssertionError("no workload: " + other);
    };
  }
}
