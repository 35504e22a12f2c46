package dev.falcoresponder.consumer.guard;

import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.consumer.cluster.PodSnapshot.Owner;
import dev.falcoresponder.consumer.cluster.Workload;
import dev.falcoresponder.consumer.fixtures.InMemoryCluster;
import dev.falcoresponder.consumer.fixtures.InMemoryWorkloads;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.fixtures.Suspicions;
import dev.falcoresponder.consumer.rules.MinHealthyReplicas;
import dev.falcoresponder.consumer.rules.OwnerLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The guard for healthy replicas over a cluster in memory, and the clock it looks at. */
final class Health {
  static final Owner SET = InMemoryWorkloads.owner("StatefulSet", "cart");
  static final Owner DEPLOYMENT = InMemoryWorkloads.owner("Deployment", "cart");
  static final Owner OLD = InMemoryWorkloads.owner("ReplicaSet", "cart-old");
  static final Owner NEW = InMemoryWorkloads.owner("ReplicaSet", "cart-new");

  private final InMemoryCluster cluster = new InMemoryCluster();
  private final InMemoryWorkloads workloads = new InMemoryWorkloads();
  private Instant now = Snapshots.STARTED;
  private Duration reading = Duration.ZERO;
  private final InstantSource clock =
      () -> {
        LockSupport.parkNanos(reading.toNanos());
        return now;
      };
  private final MinimumHealthy guard =
      new MinimumHealthy(workloads, cluster, clock.withZone(ZoneOffset.UTC));

  InMemoryCluster cluster() {
    return cluster;
  }

  InMemoryWorkloads workloads() {
    return workloads;
  }

  MinimumHealthy guard() {
    return guard;
  }

  /** From now on it takes that long to read the clock, so that those who judge at once meet. */
  void slow(Duration time) {
    reading = time;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Verdict judge(PodSnapshot pod, Optional<MinHealthyReplicas> minimum) {
    return guard.judge(suspicion(pod, minimum).verified(pod));
  }

  /** Against a pod, by a rule with that minimum. */
  static Suspicions suspicion(PodSnapshot pod, Optional<MinHealthyReplicas> minimum) {
    return Suspicions.against(pod.ref(), Snapshots.STARTED)
        .limits(new OwnerLimits(false, false, false, minimum));
  }

  /** The StatefulSet as its status shows it. */
  static Workload set(String version, int desired, int available) {
    return new Workload(SET, Optional.empty(), version, true, desired, available);
  }

  /** A ready pod of the StatefulSet. */
  static PodSnapshot pod(int number) {
    return pod(number, SET);
  }

  /** A ready pod of that owner. */
  static PodSnapshot pod(int number, Owner owner) {
    return Snapshots.owned(
        Snapshots.named(Snapshots.running(), "cart-" + number, "uid-" + number), owner);
  }

  /** As a rule file says it. */
  static Optional<MinHealthyReplicas> minimum(String text) {
    return Optional.of(
        text.endsWith("%")
            ? new MinHealthyReplicas.Percent(Integer.parseInt(text.substring(0, text.length() - 1)))
            : new MinHealthyReplicas.Count(Integer.parseInt(text)));
  }
}
