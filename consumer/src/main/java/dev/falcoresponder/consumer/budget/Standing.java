package dev.falcoresponder.consumer.budget;

import java.util.List;

/** How the limits stand that one deletion falls under. */
public sealed interface Standing {
  /** As of now; empty without any limit. */
  record Uses(List<Use> uses) implements Standing {
    public Uses {
      uses = List.copyOf(uses);
    }
  }

  /** The store did not answer. */
  record Unknown(String why) implements Standing {}
}
