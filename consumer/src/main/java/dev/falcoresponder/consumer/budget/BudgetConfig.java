package dev.falcoresponder.consumer.budget;

import java.time.Duration;

/**
 * How many pods may be deleted within any time as long as the window. 0 is no limit.
 *
 * @param window for how long a deletion counts
 * @param cluster in the whole cluster
 * @param namespace in one namespace
 * @param owner of one owner, such as a ReplicaSet
 */
public record BudgetConfig(Duration window, int cluster, int namespace, int owner) {
  /** The highest limit: all deletions that count are one value in a bucket, of some 100 KB then. */
  public static final int MOST = 2_000;

  /** Checks that what is limited at all is limited in the whole cluster. */
  public BudgetConfig {
    if (cluster == 0 && (namespace > 0 || owner > 0)) {
      throw new IllegalArgumentException("without a limit for the cluster nothing is counted");
    }
  }

  /** Whether there is a limit. */
  public boolean limits() {
    return cluster > 0;
  }
}
