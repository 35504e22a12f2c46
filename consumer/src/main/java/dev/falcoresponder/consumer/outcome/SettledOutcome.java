package dev.falcoresponder.consumer.outcome;

import dev.falcoresponder.model.OutcomeKind;
import java.util.Optional;

/**
 * What came of a claimed response, in words: kept in the claim, so that whoever comes after a crash
 * can finish writing it down.
 *
 * @param kind the outcome's kind
 * @param reason its reason
 * @param detail its sentence
 * @param podUid the uid of the pod that was acted on, once known
 */
public record SettledOutcome(
    OutcomeKind kind, Optional<String> reason, String detail, Optional<String> podUid) {
  /** The words of an outcome. */
  public static SettledOutcome of(Outcome outcome, Optional<String> podUid) {
    return new SettledOutcome(outcome.kind(), outcome.reason(), outcome.detail(), podUid);
  }

  /** Whether the response was given, or in a dry run would have been. */
  public boolean acted() {
    return kind == OutcomeKind.ACTED || kind == OutcomeKind.WOULD_ACT;
  }
}
