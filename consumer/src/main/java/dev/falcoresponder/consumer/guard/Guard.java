package dev.falcoresponder.consumer.guard;

import dev.falcoresponder.consumer.target.VerifiedTarget;

/** One reason not to act, looked into. */
@FunctionalInterface
public interface Guard {
  /** Judges; one that cannot find out says so, and never clears. */
  Verdict judge(VerifiedTarget target);
}
