package dev.falcoresponder.consumer.broker;

import java.util.List;
import java.util.stream.Collectors;

/** Whether alerts can be read, and how. */
public sealed interface BrokerState {
  /**
   * Not yet: not connected, mode not known, or the broker did not answer. Asking again may help.
   */
  record Waiting(String why) implements BrokerState {}

  /**
   * What is on the broker does not fit; a person must change it. At least one difference is fatal.
   */
  record Unfit(List<Difference> differences) implements BrokerState {
    public Unfit {
      differences = List.copyOf(differences);
    }

    /** What has to be changed, in sentences. */
    public String why() {
      return differences.stream()
          .filter(Difference::fatal)
          .map(Difference::sentence)
          .collect(Collectors.joining("; "));
    }
  }

  /** By JetStream, on these terms; the differences are only told. */
  record JetStream(ConsumerTerms terms, List<Difference> tolerated) implements BrokerState {
    public JetStream {
      tolerated = List.copyOf(tolerated);
    }
  }

  /** By core NATS, at most once. */
  record Core(String why) implements BrokerState {}
}
