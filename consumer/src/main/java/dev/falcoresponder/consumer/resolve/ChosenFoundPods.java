package dev.falcoresponder.consumer.resolve;

import dev.falcoresponder.consumer.broker.BrokerState;
import dev.falcoresponder.consumer.decode.PodLead;
import dev.falcoresponder.model.SuspectPod;
import java.util.function.Supplier;

/**
 * The memory that goes with the way alerts are read: the bucket with JetStream, the process with
 * core NATS.
 *
 * @param state what is known of the broker; the mode, once known, never changes
 */
public record ChosenFoundPods(Supplier<BrokerState> state, FoundPods jetStream, FoundPods core)
    implements FoundPods {

  @Override
  public Recall recall(PodLead lead) {
    return chosen().recall(lead);
  }

  @Override
  public Keeping keep(PodLead lead, SuspectPod pod) {
    return chosen().keep(lead, pod);
  }

  private FoundPods chosen() {
    return state.get() instanceof BrokerState.Core ? core : jetStream;
  }
}
