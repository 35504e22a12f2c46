package dev.falcoresponder.violations.guard;

import dev.falcoresponder.consumer.intake.Delivery;
import java.util.function.BooleanSupplier;

/** Hands a verb on without calling it. */
public final class EagerByReference {
  BooleanSupplier refuse(Delivery delivery) {
    return delivery::ackSync;
  }
}
