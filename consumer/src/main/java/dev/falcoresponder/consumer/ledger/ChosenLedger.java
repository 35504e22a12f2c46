package dev.falcoresponder.consumer.ledger;

import dev.falcoresponder.consumer.broker.BrokerState;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.model.DeadLetter;
import dev.falcoresponder.model.ResponseOutcome;
import java.util.function.Supplier;

/**
 * The ledger that goes with the way alerts are read: streams with JetStream, subjects without
 * storage with core NATS.
 *
 * @param state what is known of the broker; the mode, once known, never changes
 */
public record ChosenLedger(Supplier<BrokerState> state, Ledger jetStream, Ledger core)
    implements Ledger {

  @Override
  public Entry keep(String id, DeadLetter letter, Payload original) {
    return chosen().keep(id, letter, original);
  }

  @Override
  public Entry keep(ResponseOutcome event) {
    return chosen().keep(event);
  }

  private Ledger chosen() {
    return state.get() instanceof BrokerState.Core ? core : jetStream;
  }
}
