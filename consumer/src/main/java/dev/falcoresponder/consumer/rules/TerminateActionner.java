package dev.falcoresponder.consumer.rules;

import java.time.Duration;

/** {@code kubernetes:terminate}. */
record TerminateActionner() implements Actionner {
  /**
   * A second lets a process write its last lines; the pod's own grace would give an intruder half a
   * minute or more.
   */
  private static final int GRACE_SECONDS = 1;

  /** A pod that may go on for more than an hour has not been responded to. */
  private static final int LONGEST_GRACE_SECONDS = 3600;

  @Override
  public String name() {
    return ActionSpec.Terminate.ACTIONNER;
  }

  @Override
  public ActionSpec read(ParameterReader parameters) {
    var seconds =
        parameters.wholeNumber("grace_period_seconds", GRACE_SECONDS, 0, LONGEST_GRACE_SECONDS);
    return new ActionSpec.Terminate(Duration.ofSeconds(seconds), OwnerLimits.read(parameters));
  }
}
