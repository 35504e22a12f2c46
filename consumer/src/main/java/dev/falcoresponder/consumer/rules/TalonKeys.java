package dev.falcoresponder.consumer.rules;

/**
 * Keys of falco-talon's rule files that have no meaning here. To ignore them would leave somebody
 * waiting for a message or a file that never comes.
 */
final class TalonKeys {
  private static final String RECORDS =
      "take it out: what was done is in the outcome events (falco-responder.outcome.>) and, if"
          + " switched on, in Kubernetes Events, what was given up is in the dead letters";

  private TalonKeys() {}

  static void refuseInRule(BlockReader reader) {
    reader.refuse(
        "notifiers",
        "notifiers is a key of falco-talon, and rules choose no channel here",
        RECORDS);
  }

  static void refuseInAction(BlockReader reader) {
    reader.refuse(
        "output", "output is a key of falco-talon, and actions choose no store here", RECORDS);
    reader.refuse(
        "additional_contexts",
        "additional_contexts is a key of falco-talon, and actions get nothing but the alert and the"
            + " pod here",
        RECORDS);
  }
}
