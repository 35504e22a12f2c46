package dev.falcoresponder.consumer.broker;

import java.util.List;

/** What a look at streams, consumer and buckets comes to. */
sealed interface Provisioned {
  /** All is there and fit; the differences are told, not more. */
  record Ready(ConsumerTerms terms, List<Difference> tolerated) implements Provisioned {
    public Ready {
      tolerated = List.copyOf(tolerated);
    }
  }

  /**
   * Something is missing or unfit, and not ours to change; all differences, at least one of them
   * fatal.
   */
  record Differs(List<Difference> differences) implements Provisioned {
    public Differs {
      differences = List.copyOf(differences);
    }
  }

  /** The broker did not answer, or refused. Try again. */
  record Failed(String why) implements Provisioned {}
}
