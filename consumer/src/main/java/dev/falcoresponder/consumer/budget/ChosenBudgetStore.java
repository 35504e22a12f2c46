package dev.falcoresponder.consumer.budget;

import dev.falcoresponder.consumer.broker.BrokerState;
import java.util.List;
import java.util.function.Supplier;

/**
 * The store that goes with the way alerts are read: the bucket with JetStream, memory with core
 * NATS.
 *
 * @param state what is known of the broker; the mode, once known, never changes
 */
public record ChosenBudgetStore(
    Supplier<BrokerState> state, JetStreamBudgetStore jetStream, InProcessBudgetStore core)
    implements BudgetStore {

  @Override
  public Time now() {
    return chosen().now();
  }

  @Override
  public Lookup read() {
    return chosen().read();
  }

  @Override
  public Change write(List<Spend> spends, long revision) {
    return chosen().write(spends, revision);
  }

  private BudgetStore chosen() {
    return state.get() instanceof BrokerState.Core ? core : jetStream;
  }
}
