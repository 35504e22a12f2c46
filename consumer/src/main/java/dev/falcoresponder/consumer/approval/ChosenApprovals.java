package dev.falcoresponder.consumer.approval;

import dev.falcoresponder.consumer.broker.BrokerState;
import dev.falcoresponder.consumer.intake.Envelope;
import java.util.function.Supplier;

/**
 * The approvals that go with the way alerts are read: those in the bucket with JetStream, none with
 * core NATS, where nobody keeps the letter that a person could redrive.
 *
 * @param state what is known of the broker; the mode, once known, never changes
 */
public record ChosenApprovals(Supplier<BrokerState> state, Approvals jetStream)
    implements Approvals {

  @Override
  public Answer find(Envelope alert, String action) {
    return (state.get() instanceof BrokerState.Core ? Approvals.NONE : jetStream)
        .find(alert, action);
  }
}
