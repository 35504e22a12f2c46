package dev.falcoresponder.violations.guard;

import dev.falcoresponder.consumer.intake.Delivery;

/** Asks the broker for time by itself. */
public final class Impatient {
  boolean wait(Delivery delivery) {
    return delivery.inProgress();
  }
}
