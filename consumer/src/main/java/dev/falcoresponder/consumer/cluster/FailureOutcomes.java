package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.model.DeadLetterReason;
import java.util.Optional;

/** The one place that says what a failure of the API server means for an alert. */
public final class FailureOutcomes {
  private FailureOutcomes() {}

  /** What comes of the alert. */
  public static Outcome of(ClusterFailure failure) {
    return switch (failure) {
      // not this alert's fault: however long it lasts, no attempt is used up
      case ClusterFailure.Outage(var detail) ->
          new Outcome.Retry(Reason.API_SERVER_OUTAGE, detail, Optional.empty(), false);
      // may well be this request's fault, so it must come to an end
      case ClusterFailure.Busy(var detail, var retryAfter) ->
          new Outcome.Retry(Reason.API_SERVER_BUSY, detail, retryAfter, true);
      // repeating changes nothing until a person grants the permission, and then a redrive does
      case ClusterFailure.Forbidden(var detail) ->
          new Outcome.Rejected(DeadLetterReason.FORBIDDEN, detail);
      // somebody's policy says no, as a guard would
      case ClusterFailure.Denied(var detail) ->
          new Outcome.Refused(Reason.ADMISSION_DENIED, detail);
      case ClusterFailure.Invalid(var detail) ->
          new Outcome.Rejected(DeadLetterReason.INVALID, detail);
    };
  }
}
