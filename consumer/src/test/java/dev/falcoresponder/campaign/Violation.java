package dev.falcoresponder.campaign;

import java.util.Optional;

/**
 * Something that must never be.
 *
 * @param invariant which sentence does not hold
 * @param what what was found instead
 * @param pod uid of the pod it is about
 * @param alert the alert it is about
 */
record Violation(String invariant, String what, Optional<String> pod, Optional<StoredAlert> alert) {
  static Violation ofPod(String invariant, String uid, String what) {
    return new Violation(invariant, what, Optional.of(uid), Optional.empty());
  }

  static Violation ofAlert(String invariant, StoredAlert alert, String what) {
    return new Violation(invariant, alert + ": " + what, alert.about(), Optional.of(alert));
  }

  @Override
  public String toString() {
    return invariant + ": " + what;
  }
}
