package dev.falcoresponder.consumer.explain;

import java.util.List;

/**
 * What was found out in the cluster about one action.
 *
 * @param identity whether the pod that runs is proved to be the one in the alert
 * @param guards what each guard says; none where it is another pod
 * @param budget how the deletion budget answers: only a deletion is counted
 * @param dryRun what the API server says, admission included; asked only where nothing is against
 *     it
 */
public record ActionChecks(
    String rule,
    String action,
    Finding identity,
    List<GuardFinding> guards,
    Finding budget,
    Finding dryRun) {
  /** The answer of a check that was left out, for the reason in the detail. */
  static final String NOT_ASKED = "not-asked";

  public ActionChecks {
    guards = List.copyOf(guards);
  }

  /**
   * One answer.
   *
   * @param answer a word
   * @param detail a sentence for a person; may be empty text
   */
  public record Finding(String answer, String detail) {}

  /** One guard's answer: {@code clear}, {@code objects}, {@code holds} and so on. */
  public record GuardFinding(String guard, String answer, String detail) {}
}
