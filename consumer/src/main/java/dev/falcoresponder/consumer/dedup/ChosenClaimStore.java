package dev.falcoresponder.consumer.dedup;

import dev.falcoresponder.consumer.broker.BrokerState;
import java.util.function.Supplier;

/**
 * The store that goes with the way alerts are read: the bucket with JetStream, memory with core
 * NATS.
 *
 * @param state what is known of the broker; the mode, once known, never changes
 */
public record ChosenClaimStore(Supplier<BrokerState> state, ClaimStore jetStream, ClaimStore core)
    implements ClaimStore {

  @Override
  public Lookup find(ClaimKey key) {
    return chosen().find(key);
  }

  @Override
  public Change create(ClaimKey key, Claim claim) {
    return chosen().create(key, claim);
  }

  @Override
  public Change replace(ClaimKey key, Claim claim, long revision) {
    return chosen().replace(key, claim, revision);
  }

  @Override
  public Change remove(ClaimKey key, long revision) {
    return chosen().remove(key, revision);
  }

  private ClaimStore chosen() {
    return state.get() instanceof BrokerState.Core ? core : jetStream;
  }
}
