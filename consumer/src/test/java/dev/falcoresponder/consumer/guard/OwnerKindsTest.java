package dev.falcoresponder.consumer.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.consumer.cluster.PodSnapshot.Owner;
import dev.falcoresponder.consumer.fixtures.InMemoryWorkloads;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.fixtures.Suspicions;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.rules.OwnerLimits;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerKindsTest {
  private static final OwnerLimits DAEMON_SETS =
      new OwnerLimits(true, false, false, Optional.empty());
  private static final OwnerLimits STATEFUL_SETS =
      new OwnerLimits(false, true, false, Optional.empty());
  private static final OwnerLimits STANDALONE_PODS =
      new OwnerLimits(false, false, true, Optional.empty());

  private final OwnerKinds guard = new OwnerKinds();

  @ParameterizedTest
  @CsvSource({
    "apps/v1, DaemonSet, true, false",
    "apps/v1, StatefulSet, false, true",
    "apps.kruise.io/v1beta1, StatefulSet, false, true",
    "apps/v1, ReplicaSet, false, false",
    "batch/v1, Job, false, false",
    "v1, Node, false, false"
  })
  void kindIsIgnoredByItsParameterAndNoOther(
      String apiVersion, String kind, boolean byDaemonSets, boolean byStatefulSets) {
    var pod = Snapshots.owned(Snapshots.running(), new Owner(apiVersion, kind, "cart", "uid"));

    assertThat(ignored(pod, DAEMON_SETS)).isEqualTo(byDaemonSets);
    assertThat(ignored(pod, STATEFUL_SETS)).isEqualTo(byStatefulSets);
    assertThat(ignored(pod, STANDALONE_PODS)).isFalse();
    assertThat(ignored(pod, OwnerLimits.none())).isFalse();
  }

  @Test
  void podThatNobodyControlsStandsAlone() {
    assertThat(ignored(Snapshots.running(), STANDALONE_PODS)).isTrue();
    assertThat(ignored(Snapshots.running(), DAEMON_SETS)).isFalse();
    assertThat(ignored(Snapshots.running(), STATEFUL_SETS)).isFalse();
    assertThat(ignored(Snapshots.running(), OwnerLimits.none())).isFalse();
  }

  @Test
  void objectionNamesTheOwnerAndTheParameter() {
    assertThat(judge(owned("StatefulSet"), 1, STATEFUL_SETS))
        .isEqualTo(
            new Verdict.Objects(
                Reason.OWNER_KIND,
                "pod shop/cart-0 belongs to StatefulSet cart, and the rule says ignore_statefulsets"));
  }

  @ParameterizedTest
  @CsvSource({"0, StatefulSet, true", "1, StatefulSet, false", "0, ReplicaSet, false"})
  void podOfAStatefulSetIsNotDeletedWithoutAGrace(long grace, String kind, boolean objects) {
    var verdict = judge(owned(kind), grace, OwnerLimits.none());

    if (objects) {
      assertThat(verdict)
          .isInstanceOfSatisfying(
              Verdict.Objects.class,
              objection -> {
                assertThat(objection.reason()).isEqualTo(Reason.GRACE_ZERO);
                assertThat(objection.detail()).contains("StatefulSet cart", "write 1 or more");
              });
    } else {
      assertThat(verdict).isEqualTo(new Verdict.Clear());
    }
  }

  @Test
  void podOnItsOwnMayBeDeletedWithoutAGrace() {
    assertThat(judge(Snapshots.running(), 0, OwnerLimits.none())).isEqualTo(new Verdict.Clear());
  }

  private static PodSnapshot owned(String kind) {
    return Snapshots.owned(Snapshots.running(), InMemoryWorkloads.owner(kind, "cart"));
  }

  private boolean ignored(PodSnapshot pod, OwnerLimits limits) {
    return switch (judge(pod, 1, limits)) {
      case Verdict.Clear _ -> false;
      case Verdict.Objects(var reason, _) -> {
        assertThat(reason).isEqualTo(Reason.OWNER_KIND);
        yield true;
      }
      case Verdict other -> throw new AssertionError(other);
    };
  }

  private Verdict judge(PodSnapshot pod, long grace, OwnerLimits limits) {
    return guard.judge(
        Suspicions.against(pod.ref(), Snapshots.STARTED)
            .grace(Duration.ofSeconds(grace))
            .limits(limits)
            .verified(pod));
  }
}
