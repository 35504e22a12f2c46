package dev.falcoresponder.consumer.budget;

import java.util.List;

/** What asking for a deletion comes to. */
public sealed interface Spending {
  /** It is counted, by now or since an earlier attempt, and may be made. */
  record Granted() implements Spending {}

  /**
   * It is not counted, since some limit is used up.
   *
   * @param uses of every limit that it falls under
   */
  record Over(List<Use> uses) implements Spending {
    public Over {
      uses = List.copyOf(uses);
    }
  }

  /** The store did not answer, or changes too fast: it may or may not be counted. */
  record Unknown(String why) implements Spending {}
}
