package dev.falcoresponder.consumer.rules;

import java.time.Duration;

/** {@code kubernetes:terminate}. */
record TerminateActionner() implements Actionner {
  /** A pod that may go on for more than an hour has not been responded to. */
  private static final int LONGEST_GRACE_SECONDS = 3600;

  @Override
  public String name() {
    return ActionSpec.Terminate.ACTIONNER;
  }

  @Override
  public ActionSpec read(ParameterReader parameters) {
    var byDefault = Math.toIntExact(ActionSpec.Terminate.DEFAULT.gracePeriod().toSeconds());
    var seconds =
        parameters.wholeNumber("grace_period_seconds", byDefault, 0, LONGEST_GRACE_SECONDS);
    return new ActionSpec.Terminate(Duration.ofSeconds(seconds), OwnerLimits.read(parameters));
  }
}
