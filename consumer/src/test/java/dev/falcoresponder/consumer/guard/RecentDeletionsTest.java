package dev.falcoresponder.consumer.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.cluster.Workload;
import dev.falcoresponder.consumer.fixtures.InMemoryWorkloads;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What this replica has deleted a moment ago, as the guard for healthy replicas minds it. */
class RecentDeletionsTest {
  private final Health health = new Health();

  @Test
  void statusThatLagsIsNotBelievedTwice() {
    health.workloads().with(Health.set("1", 3, 3));

    assertThat(health.judge(Health.pod(0), Health.minimum("2"))).isEqualTo(new Verdict.Clear());
    assertThat(health.judge(Health.pod(1), Health.minimum("2")))
        .isInstanceOfSatisfying(
            Verdict.NotYet.class,
            not ->
                assertThat(not.detail())
                    .endsWith("available now: 3, of which deleted a moment ago: 1"));
  }

  @Test
  void samePodAgainIsTheSameDeletion() {
    health.workloads().with(Health.set("1", 3, 3));

    assertThat(health.judge(Health.pod(0), Health.minimum("2"))).isEqualTo(new Verdict.Clear());
    assertThat(health.judge(Health.pod(0), Health.minimum("2"))).isEqualTo(new Verdict.Clear());
  }

  @Test
  void deletionUnderAnotherRuleCountsToo() {
    health.workloads().with(Health.set("1", 3, 3));

    health.judge(Health.pod(0), Optional.empty());

    assertThat(health.judge(Health.pod(1), Health.minimum("2"))).isInstanceOf(Verdict.NotYet.class);
  }

  @Test
  void deletionInOneReplicaSetCountsForTheOtherOfTheDeployment() {
    health.workloads().with(new Workload(Health.DEPLOYMENT, Optional.empty(), "1", true, 3, 3));
    health
        .workloads()
        .with(new Workload(Health.OLD, Optional.of(Health.DEPLOYMENT), "1", true, 1, 1));
    health
        .workloads()
        .with(new Workload(Health.NEW, Optional.of(Health.DEPLOYMENT), "1", true, 2, 2));

    assertThat(health.judge(Health.pod(0, Health.OLD), Health.minimum("2")))
        .isEqualTo(new Verdict.Clear());
    assertThat(health.judge(Health.pod(1, Health.NEW), Health.minimum("2")))
        .isInstanceOf(Verdict.NotYet.class);
  }

  @Test
  void otherWorkloadsAreNotAffected() {
    var other = InMemoryWorkloads.owner("StatefulSet", "other");
    health.workloads().with(Health.set("1", 3, 3));
    health.workloads().with(new Workload(other, Optional.empty(), "1", true, 3, 3));

    health.judge(Health.pod(0), Health.minimum("2"));

    assertThat(health.judge(Health.pod(1, other), Health.minimum("2")))
        .isEqualTo(new Verdict.Clear());
  }

  @Test
  void whatWasOnlyAskedAboutIsNoDeletion() {
    health.workloads().with(Health.set("1", 3, 3));
    var dry = Health.suspicion(Health.pod(0), Health.minimum("2")).dry();

    assertThat(health.guard().judge(dry.verified(Health.pod(0)))).isEqualTo(new Verdict.Clear());
    assertThat(health.judge(Health.pod(1), Health.minimum("2"))).isEqualTo(new Verdict.Clear());
  }

  @Test
  void podThatWasNotReadyIsNotTakenOff() {
    health.workloads().with(Health.set("1", 3, 3));

    health.judge(Snapshots.unready(Health.pod(0)), Health.minimum("2"));

    assertThat(health.judge(Health.pod(1), Health.minimum("2"))).isEqualTo(new Verdict.Clear());
  }

  @Test
  void refusedPodIsNotTakenOff() {
    health.workloads().with(Health.set("1", 3, 2));
    assertThat(health.judge(Health.pod(0), Health.minimum("2"))).isInstanceOf(Verdict.NotYet.class);
    health.workloads().with(Health.set("2", 3, 3));

    assertThat(health.judge(Health.pod(1), Health.minimum("2"))).isEqualTo(new Verdict.Clear());
  }

  @Test
  void newStatusIsBelievedOnlyWhenTheControllerHadItsTime() {
    health.workloads().with(Health.set("1", 3, 3));
    health.judge(Health.pod(0), Health.minimum("2"));

    health.workloads().with(Health.set("2", 3, 3));
    health.pass(RecentDeletions.UNSETTLED.minusMillis(1));
    assertThat(health.judge(Health.pod(1), Health.minimum("2"))).isInstanceOf(Verdict.NotYet.class);

    health.pass(Duration.ofMillis(1));
    assertThat(health.judge(Health.pod(1), Health.minimum("2"))).isEqualTo(new Verdict.Clear());
  }

  @Test
  void statusThatWasNotWrittenSinceStillCountsThePod() {
    health.workloads().with(Health.set("1", 3, 3));
    health.judge(Health.pod(0), Health.minimum("2"));
    health.cluster().with(Snapshots.terminating(Health.pod(0), Duration.ofSeconds(1)));

    health.pass(RecentDeletions.LONGEST.minusSeconds(1));
    assertThat(health.judge(Health.pod(1), Health.minimum("2"))).isInstanceOf(Verdict.NotYet.class);

    health.pass(Duration.ofSeconds(1));
    assertThat(health.judge(Health.pod(1), Health.minimum("2"))).isEqualTo(new Verdict.Clear());
  }

  @Test
  void podThatIsGoneIsStillCountedByAStatusThatWasNotWrittenSince() {
    health.workloads().with(Health.set("1", 3, 3));
    health.judge(Health.pod(0), Health.minimum("2"));
    health
        .cluster()
        .with(Snapshots.named(Health.pod(0), Health.pod(0).ref().name(), "uid-of-its-successor"));

    health.pass(RecentDeletions.UNSETTLED);
    assertThat(health.judge(Health.pod(1), Health.minimum("2"))).isInstanceOf(Verdict.NotYet.class);
  }

  @Test
  void podThatCannotBeLookedAtCountsAsDeleted() {
    health.workloads().with(Health.set("1", 3, 3));
    health.judge(Health.pod(0), Health.minimum("2"));
    health.cluster().with(Health.pod(0)).failing(new ClusterFailure.Outage("away"));

    health.pass(RecentDeletions.UNSETTLED);
    assertThat(health.judge(Health.pod(1), Health.minimum("2"))).isInstanceOf(Verdict.NotYet.class);
  }

  @Test
  void deletionThatCameToNothingIsForgotten() {
    health.workloads().with(Health.set("1", 3, 3));
    health.judge(Health.pod(0), Health.minimum("2"));
    health.cluster().with(Health.pod(0));

    health.pass(RecentDeletions.UNSETTLED);
    assertThat(health.judge(Health.pod(1), Health.minimum("2"))).isEqualTo(new Verdict.Clear());
  }

  @Test
  void moreDeletionsThanAreKeptAccountOfMeanNotYet() {
    health.workloads().with(Health.set("1", 10_000, 10_000));
    for (var i = 0; i < RecentDeletions.MOST; i++) {
      assertThat(health.judge(Health.pod(i), Health.minimum("1"))).isEqualTo(new Verdict.Clear());
    }

    assertThat(health.judge(Health.pod(RecentDeletions.MOST), Health.minimum("1")))
        .isInstanceOfSatisfying(
            Verdict.NotYet.class, not -> assertThat(not.detail()).contains("too many"));
    health.workloads().with(Health.set("2", 10_000, 10_000));
    health.pass(RecentDeletions.UNSETTLED);
    assertThat(health.judge(Health.pod(RecentDeletions.MOST), Health.minimum("1")))
        .isEqualTo(new Verdict.Clear());
  }

  @Test
  void manyAtOnceLeaveTheMinimum() throws InterruptedException, ExecutionException {
    var pods = 8;
    health.workloads().with(Health.set("1", pods, pods));
    health.slow(Duration.ofMillis(1));
    var start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var verdicts =
          IntStream.range(0, pods)
              .mapToObj(i ->
                  threads.submit(() -> {
                    start.await();
                    return health.judge(Health.pod(i), Health.minimum("5"));
                  }))
              .toList();
      start.countDown();

      var allowed = 0;
      for (var verdict : verdicts) {
        allowed += verdict.get() instanceof Verdict.Clear ? 1 : 0;
      }
      assertThat(allowed).isEqualTo(3);
    }
  }
}
