package dev.falcoresponder.violations.guard;

import dev.falcoresponder.consumer.intake.Delivery;
import dev.falcoresponder.violations.outcome.Hasty;

/** Settles from within a guard, and closes a cycle with what it answers. */
public final class Eager {
  boolean refuse(Delivery delivery) {
    return delivery.term();
  }

  Hasty answer() {
    return new Hasty(this);
  }
}
