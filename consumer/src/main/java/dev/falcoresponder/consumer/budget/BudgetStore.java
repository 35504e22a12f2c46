package dev.falcoresponder.consumer.budget;

import java.time.Instant;
import java.util.List;

/**
 * Where the deletions that count are kept: one value, shared by all replicas, every change a
 * compare-and-set.
 */
public interface BudgetStore {
  /** What a look at the store's clock comes to. */
  sealed interface Time {
    /** The time. */
    record Now(Instant time) implements Time {}

    /** The store did not answer. */
    record Unreachable(String why) implements Time {}
  }

  /** What a look at the value finds. */
  sealed interface Lookup {
    /**
     * The deletions, the oldest first; none and revision 0 where nothing was ever counted.
     *
     * @param revision the value's revision, to be named at the next write
     */
    record Found(List<Spend> spends, long revision) implements Lookup {
      public Found {
        spends = List.copyOf(spends);
      }
    }

    /** The store did not answer, or holds something that is not ours. */
    record Unreachable(String why) implements Lookup {}
  }

  /** What a write comes to. */
  sealed interface Change {
    /** Done; the revision is the value's new one, above 0. */
    record Won(long revision) implements Change {}

    /** Somebody else changed it first. */
    record Lost() implements Change {}

    /** The store did not answer: the change may or may not have been made. */
    record Unreachable(String why) implements Change {}
  }

  /** The time by the clock that decides how old a deletion is. */
  Time now();

  /** Looks; never stale. */
  Lookup read();

  /** Replaces the value of that revision. */
  Change write(List<Spend> spends, long revision);
}
