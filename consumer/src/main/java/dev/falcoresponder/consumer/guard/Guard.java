package dev.falcoresponder.consumer.guard;

import dev.falcoresponder.consumer.target.VerifiedTarget;

/** One reason not to act, looked into. */
public interface Guard {
  /** What it looks into, in lower case with dashes. */
  String name();

  /** Judges; one that cannot find out says so, and never clears. */
  Verdict judge(VerifiedTarget target);
}
