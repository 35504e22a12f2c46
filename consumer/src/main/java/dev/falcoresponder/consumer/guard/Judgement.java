package dev.falcoresponder.consumer.guard;

/**
 * What one guard says of a target.
 *
 * @param guard the guard's name
 * @param verdict what it says
 */
public record Judgement(String guard, Verdict verdict) {
  /** The verdict's kind, in lower case with dashes. */
  public String answer() {
    return switch (verdict) {
      case Verdict.Clear _ -> "clear";
      case Verdict.Objects _ -> "objects";
      case Verdict.Holds _ -> "holds";
      case Verdict.Needless _ -> "needless";
      case Verdict.NotYet _ -> "not-yet";
      case Verdict.CannotTell _ -> "cannot-tell";
    };
  }

  /** Its sentence; empty text where there is nothing to say. */
  public String detail() {
    return switch (verdict) {
      case Verdict.Clear _ -> "";
      case Verdict.Objects(_, var detail) -> detail;
      case Verdict.Holds(_, var detail) -> detail;
      case Verdict.Needless(_, var detail) -> detail;
      case Verdict.NotYet(_, var detail) -> detail;
      case Verdict.CannotTell(var failure) -> failure.detail();
    };
  }
}
