package dev.falcoresponder.consumer.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.cluster.PodSnapshot.Owner;
import dev.falcoresponder.consumer.cluster.Workload;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.outcome.Reason;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinimumHealthyTest {
  private final Health health = new Health();

  @Nested
  class Counting {
    @ParameterizedTest
    @CsvSource({
      // one more available than is to be kept, as many, one fewer
      "3, 3, 2, true",
      "3, 2, 2, false",
      "3, 1, 2, false",
      "3, 1, 1, false",
      "3, 0, 1, false",
      "1, 1, 1, false",
      // rounded up: 1 of 3, 3 of 5, all
      "3, 2, 33%, true",
      "3, 1, 33%, false",
      "5, 4, 50%, true",
      "5, 3, 50%, false",
      "5, 5, 100%, false",
      "5, 6, 100%, true",
      "100, 34, 33%, true",
      "10, 10, 33%, true",
      "40, 14, 33%, false"
    })
    void whatWouldRemainIsHeldAgainstTheMinimum(
        int desired, int available, String minimum, boolean allowed) {
      health.workloads().with(Health.set("1", desired, available));

      var verdict = health.judge(Health.pod(0), Health.minimum(minimum));

      assertThat(verdict instanceof Verdict.Clear).isEqualTo(allowed);
      if (!allowed) {
        assertThat(verdict)
            .isInstanceOfSatisfying(
                Verdict.NotYet.class,
                not -> assertThat(not.reason()).isEqualTo(Reason.TOO_FEW_HEALTHY));
      }
    }

    @Test
    void sentenceHasAllNumbers() {
      health.workloads().with(Health.set("1", 5, 3));

      assertThat(health.judge(Health.pod(0), Health.minimum("50%")))
          .isEqualTo(
              new Verdict.NotYet(
                  Reason.TOO_FEW_HEALTHY,
                  "StatefulSet cart would be left with 2 of 5 replicas healthy, and"
                      + " min_healthy_replicas 50% keeps 3; available now: 3"));
    }

    @Test
    void podThatIsNotReadyIsNotMissed() {
      health.workloads().with(Health.set("1", 3, 2));

      assertThat(health.judge(Snapshots.unready(Health.pod(0)), Health.minimum("2")))
          .isEqualTo(new Verdict.Clear());
      assertThat(health.judge(Health.pod(1), Health.minimum("2")))
          .isInstanceOf(Verdict.NotYet.class);
    }

    @Test
    void podOnItsWayOutIsNotMissed() {
      health.workloads().with(Health.set("1", 3, 2));
      var dying = Snapshots.terminating(Health.pod(0), Duration.ofHours(1));

      assertThat(health.judge(dying, Health.minimum("2"))).isEqualTo(new Verdict.Clear());
      assertThat(health.workloads().looks()).isZero();
    }

    @Test
    void withoutTheParameterNobodyIsAsked() {
      health.workloads().failing(new ClusterFailure.Outage("away"));

      assertThat(health.judge(Health.pod(0), Optional.empty())).isEqualTo(new Verdict.Clear());
      assertThat(health.workloads().looks()).isZero();
    }
  }

  @Nested
  class Owners {
    @Test
    void replicaSetsOfARolloutAreOneDeployment() {
      health.workloads().with(new Workload(Health.DEPLOYMENT, Optional.empty(), "1", true, 4, 4));
      health
          .workloads()
          .with(new Workload(Health.OLD, Optional.of(Health.DEPLOYMENT), "1", true, 1, 1));
      health
          .workloads()
          .with(new Workload(Health.NEW, Optional.of(Health.DEPLOYMENT), "1", true, 3, 3));

      assertThat(health.judge(Health.pod(0, Health.OLD), Health.minimum("75%")))
          .isEqualTo(new Verdict.Clear());
      assertThat(health.judge(Health.pod(1, Health.NEW), Health.minimum("75%")))
          .isInstanceOf(Verdict.NotYet.class);
    }

    @Test
    void replicaSetWithoutDeploymentCountsByItself() {
      health
          .workloads()
          .with(new Workload(Health.OLD, Optional.of(Health.DEPLOYMENT), "1", true, 3, 2));

      assertThat(health.judge(Health.pod(0, Health.OLD), Health.minimum("1")))
          .isEqualTo(new Verdict.Clear());
      health.workloads().with(new Workload(Health.NEW, Optional.empty(), "1", true, 3, 1));
      assertThat(health.judge(Health.pod(1, Health.NEW), Health.minimum("1")))
          .isInstanceOf(Verdict.NotYet.class);
    }

    @Test
    void operatorsObjectAboveDoesNotStandInTheWay() {
      var operator = new Owner("example.org/v1", "Shop", "main", "uid");
      health.workloads().with(new Workload(Health.SET, Optional.of(operator), "1", true, 3, 3));

      assertThat(health.judge(Health.pod(0), Health.minimum("2"))).isEqualTo(new Verdict.Clear());
      assertThat(health.judge(Health.pod(1), Health.minimum("2")))
          .isInstanceOf(Verdict.NotYet.class);
    }

    @ParameterizedTest
    @CsvSource({"batch/v1, Job", "v1, Node", "example.org/v1, StatefulSet"})
    void ownerThatCountsNoReplicasIsAnObjection(String apiVersion, String kind) {
      var pod = Health.pod(0, new Owner(apiVersion, kind, "cart", "uid"));

      assertThat(health.judge(pod, Health.minimum("1")))
          .isEqualTo(
              new Verdict.Objects(
                  Reason.REPLICAS_UNKNOWN,
                  "pod shop/cart-0 belongs to %s cart (%s), which counts no replicas, so that min_healthy_replicas cannot be told"
                      .formatted(kind, apiVersion)));
    }

    @Test
    void podOnItsOwnIsAnObjection() {
      assertThat(health.judge(Snapshots.running(), Health.minimum("1")))
          .isEqualTo(
              new Verdict.Objects(
                  Reason.REPLICAS_UNKNOWN,
                  "pod shop/cart-0 has no controller, so that min_healthy_replicas cannot be told"));
    }
  }

  @Nested
  class Doubts {
    @Test
    void statusOfAnEarlierWishTellsNothing() {
      health.workloads().with(new Workload(Health.SET, Optional.empty(), "1", false, 3, 3));

      assertThat(health.judge(Health.pod(0), Health.minimum("1")))
          .isEqualTo(
              new Verdict.CannotTell(
                  new ClusterFailure.Busy(
                      "StatefulSet cart was changed, and its status is about what it was before",
                      Optional.empty())));
    }

    @Test
    void ownerThatIsNotThereTellsNothing() {
      assertThat(health.judge(Health.pod(0), Health.minimum("1")))
          .isInstanceOf(Verdict.CannotTell.class);
      health
          .workloads()
          .with(
              new Workload(
                  new Owner("apps/v1", "StatefulSet", "cart", "another-uid"),
                  Optional.empty(),
                  "1",
                  true,
                  3,
                  3));
      assertThat(health.judge(Health.pod(0), Health.minimum("1")))
          .isInstanceOf(Verdict.CannotTell.class);
    }

    @Test
    void unansweredQuestionIsNoClearance() {
      var failure = new ClusterFailure.Forbidden("may not get statefulsets");
      health.workloads().failing(failure);

      assertThat(health.judge(Health.pod(0), Health.minimum("1")))
          .isEqualTo(new Verdict.CannotTell(failure));
    }
  }
}
