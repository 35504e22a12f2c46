package dev.falcoresponder.consumer.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.falcoresponder.consumer.cluster.ClusterGateway;
import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.model.PodRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Healthy pods that this replica has let be deleted, by what controls them: for a while a
 * workload's status still counts them. That a status has come to show one cannot be read off it, so
 * one is counted for longer than controllers take, and as long after that as nothing of the
 * workload was written. What is counted twice meanwhile only puts deletions off.
 */
final class RecentDeletions {
  /**
   * A request to the API server may take ten seconds until it is answered, and a busy controller
   * some more until its status says so.
   */
  static final Duration UNSETTLED = Duration.ofSeconds(15);

  /** Where no controller writes for that long, nothing its status says is about now. */
  static final Duration LONGEST = Duration.ofMinutes(10);

  /** Of one owner; who has let go of so many lets go of no more for now. */
  static final int MOST = 200;

  private static final int MOST_IN_ALL = 50_000;

  /**
   * One deletion.
   *
   * @param version the workload's when it was allowed; empty where it was not looked at
   */
  private record Deletion(PodRef pod, String uid, Optional<String> version, Instant at) {}

  private final ClusterGateway cluster;
  private final Clock clock;
  private final Cache<String, List<Deletion>> byOwner =
      Caffeine.newBuilder()
          .maximumWeight(MOST_IN_ALL)
          .weigher((String _, List<Deletion> deletions) -> deletions.size())
          .expireAfterWrite(LONGEST)
          .build();

  /** Looks at pods through the gateway where it is not sure that they were deleted. */
  RecentDeletions(ClusterGateway cluster, Clock clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  /** The pod may be deleted from now on; allowed again, it is the same deletion. */
  void remember(String owner, PodSnapshot pod, Optional<String> version) {
    var deletion = new Deletion(pod.ref(), pod.uid(), version, clock.instant());
    byOwner.asMap().merge(owner, List.of(deletion), (known, _) -> with(deletion, known));
  }

  private static List<Deletion> with(Deletion deletion, List<Deletion> known) {
    var others = known.stream().filter(other -> !other.uid.equals(deletion.uid)).toList();
    var kept = others.stream().skip(Math.max(0, others.size() + 1 - MOST));
    return Stream.concat(kept, Stream.of(deletion)).toList();
  }

  /** Whether so many are remembered that there may have been more. */
  boolean isFull(List<String> owners) {
    return owners.stream().anyMatch(owner -> known(owner).size() >= MOST);
  }

  /**
   * How many pods of these owners a workload may still count although they are deleted; without the
   * pod of that uid.
   */
  int unseen(List<String> owners, String version, String except) {
    return Math.toIntExact(
        owners.stream()
            .flatMap(owner -> unseen(owner, version).stream())
            .map(Deletion::uid)
            .filter(uid -> !uid.equals(except))
            .distinct()
            .count());
  }

  private List<Deletion> unseen(String owner, String version) {
    var known = known(owner);
    var unseen = known.stream().filter(deletion -> isUnseen(deletion, version)).toList();
    var seen = known.stream().filter(deletion -> !unseen.contains(deletion)).toList();
    byOwner
        .asMap()
        .computeIfPresent(
            owner,
            (_, now) -> {
              var left = now.stream().filter(deletion -> !seen.contains(deletion)).toList();
              return left.isEmpty() ? null : left;
            });
    return unseen;
  }

  private List<Deletion> known(String owner) {
    return Optional.ofNullable(byOwner.getIfPresent(owner)).orElse(List.of());
  }

  private boolean isUnseen(Deletion deletion, String version) {
    var age = Duration.between(deletion.at, clock.instant());
    if (age.compareTo(UNSETTLED) < 0) {
      return true;
    }
    return age.compareTo(LONGEST) < 0
        && deletion.version.filter(version::equals).isPresent()
        && !runs(deletion);
  }

  /** Whether it came to no deletion: another guard, or the API server, had something against it. */
  private boolean runs(Deletion deletion) {
    return switch (cluster.pod(deletion.pod)) {
      case ClusterGateway.PodAnswer.Found(var pod) ->
          pod.uid().equals(deletion.uid) && pod.termination().isEmpty();
      case ClusterGateway.PodAnswer.Absent _, ClusterGateway.PodAnswer.Failed _ -> false;
    };
  }
}
