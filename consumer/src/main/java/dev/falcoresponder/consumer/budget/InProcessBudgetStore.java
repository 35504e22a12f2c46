package dev.falcoresponder.consumer.budget;

import java.time.InstantSource;
import java.util.List;

/**
 * The budget of this process alone, for brokers without JetStream. Each replica has one of its own,
 * and it ends with the process.
 */
public final class InProcessBudgetStore implements BudgetStore {
  private final InstantSource clock;
  private List<Spend> spends = List.of();
  private long revision;

  /** Starts with nothing counted. */
  public InProcessBudgetStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Time now() {
    return new Time.Now(clock.instant());
  }

  @Override
  public synchronized Lookup read() {
    return new Lookup.Found(spends, revision);
  }

  @Override
  public synchronized Change write(List<Spend> changed, long expected) {
    if (expected != revision) {
      return new Change.Lost();
    }
    spends = List.copyOf(changed);
    revision++;
    return new Change.Won(revision);
  }
}
