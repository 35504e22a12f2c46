package dev.falcoresponder.consumer.guard;

import dev.falcoresponder.consumer.target.VerifiedTarget;
import java.util.List;

/**
 * A target that every guard was asked about. Only this package can make one, so that nothing is
 * concluded from guards that were left out.
 */
public final class JudgedTarget {
  private final VerifiedTarget target;
  private final List<Judgement> judgements;

  JudgedTarget(VerifiedTarget target, List<Judgement> judgements) {
    this.target = target;
    this.judgements = List.copyOf(judgements);
  }

  /** What was judged. */
  public VerifiedTarget target() {
    return target;
  }

  /** What each guard says, in order. */
  public List<Judgement> judgements() {
    return judgements;
  }
}
