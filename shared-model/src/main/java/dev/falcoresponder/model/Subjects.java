package dev.falcoresponder.model;

/**
 * Names on the broker that are part of the program's contract with whoever publishes, reads or
 * replays.
 */
public final class Subjects {
  /** Where Falcosidekick's default template {@code falco.<priority>.<rule>} publishes. */
  public static final String ALERTS = "falco.>";

  /** Stream of the outcome events: the audit trail. */
  public static final String OUTCOMES_STREAM = "FALCO_RESPONDER_OUTCOMES";

  /** All outcome events. */
  public static final String OUTCOMES = "falco-responder.outcome.>";

  /** Stream of the dead letters. */
  public static final String DEAD_LETTERS_STREAM = "FALCO_RESPONDER_DEAD_LETTERS";

  /** All dead letters. */
  public static final String DEAD_LETTERS = "falco-responder.dead-letter.>";

  /** Key-value bucket of the claims. */
  public static final String CLAIMS_BUCKET = "falco-responder-claims";

  /**
   * Key-value bucket of what holds deletions back, and of what lets them pass: the deletion budget
   * and people's approvals.
   */
  public static final String HOLDS_BUCKET = "falco-responder-holds";

  /**
   * Header by which an operator replays an alert on purpose: its value makes the replay an alert of
   * its own.
   */
  public static final String REPLAY_HEADER = "Falco-Responder-Replay";

  /**
   * Header of an alert that is sent again: when the broker had it first, in ISO 8601. What the
   * alert tells of cannot have happened later, whatever its own clock says.
   */
  public static final String FIRST_STORED_AT_HEADER = "Falco-Responder-First-Stored-At";

  private Subjects() {}

  /** The subject of an outcome event. */
  public static String outcome(OutcomeKind kind) {
    return "falco-responder.outcome." + kind.word();
  }

  /** The subject of a dead letter. */
  public static String deadLetter(DeadLetterReason reason) {
    return "falco-responder.dead-letter." + reason.token();
  }
}
