package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.consumer.cluster.ApiAnswer.Absent;
import dev.falcoresponder.consumer.cluster.ApiAnswer.Failed;
import dev.falcoresponder.consumer.cluster.ApiAnswer.Fine;
import dev.falcoresponder.consumer.cluster.ApiAnswer.Precondition;
import dev.falcoresponder.consumer.cluster.ApiAnswer.Unmet;
import dev.falcoresponder.consumer.cluster.ClusterFailure.Busy;
import dev.falcoresponder.consumer.cluster.ClusterFailure.Denied;
import dev.falcoresponder.consumer.cluster.ClusterFailure.Forbidden;
import dev.falcoresponder.consumer.cluster.ClusterFailure.Invalid;
import dev.falcoresponder.consumer.cluster.ClusterFailure.Outage;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one table of what the API server's replies mean.
 *
 * @param suspicion asked where a failure may be the whole server's
 */
record ApiAnswers(Suspicion suspicion) {
  /**
   * Nobody means to have a pod wait longer; a proxy's slip of the pen must not park an alert for
   * days.
   */
  private static final Duration LONGEST_HINT = Duration.ofMinutes(5);

  ApiAnswer read(ApiRequest request, ApiReply reply) {
    return switch (reply) {
      case ApiReply.Answered answered -> read(request, answered);
      case ApiReply.Silent(var why) -> new Failed(suspicion.lookInto(why, Optional.empty()));
      case ApiReply.Abandoned _ -> new Failed(new Outage("stopped waiting for the API server"));
    };
  }

  private ApiAnswer read(ApiRequest request, ApiReply.Answered reply) {
    var code = reply.code();
    if (code / 100 == 2) {
      return new Fine(reply.body());
    }
    var status = ApiStatus.parse(reply.body());
    // what it means may stand behind long names; a person gets an excerpt
    var whole = status.map(ApiStatus::sentence).orElse(reply.body());
    var sentence = Excerpt.of(whole);
    var detail = "the API server answers " + code + ": " + sentence;
    if (isWebhookDenial(whole)) {
      return new Failed(
          new Denied(detail)); // the webhook chooses the code, so it comes before the codes
    }
    return switch (code) {
      // the pod, or its namespace, is gone; a 404 without a Status is a proxy's and proves nothing
      case 404 ->
          status.filter(s -> s.hasReason("NotFound")).isPresent()
              ? new Absent()
              : busy(detail, reply, status);
      // "the UID in the precondition (…) does not match the UID in record (…)", and likewise "the
      // ResourceVersion in"; any other conflict is a lost race
      case 409 -> {
        if (whole.contains("UID in")) {
          yield new Unmet(Precondition.UID, sentence);
        }
        yield whole.contains("ResourceVersion in")
            ? new Unmet(Precondition.RESOURCE_VERSION, sentence)
            : busy(detail, reply, status);
      }
      // a ValidatingAdmissionPolicy gives causes, a missing permission never does
      case 403 ->
          status.filter(ApiStatus::hasCauses).isPresent()
              ? new Failed(new Denied(detail))
              : new Failed(new Forbidden(missing(request, sentence)));
      // what a policy without a reason of its own answers; else the request itself is wrong
      case 422 -> new Failed(isPolicyDenial(whole) ? new Denied(detail) : new Invalid(detail));
      // wrong in a way that repeating cannot mend
      case 400, 405, 406, 413, 414, 415 -> new Failed(new Invalid(detail));
      // our token has expired, or the server does not know any account just now
      case 401 -> suspect(detail, reply, status);
      // throttled: the server is fine and says when to come back
      case 429 -> busy(detail, reply, status);
      // 500 also for an admission webhook that is away, 503 and 504 also for an etcd without a
      // leader
      default -> code >= 500 ? suspect(detail, reply, status) : busy(detail, reply, status);
    };
  }

  private ApiAnswer suspect(String detail, ApiReply.Answered reply, Optional<ApiStatus> status) {
    return new Failed(suspicion.lookInto(detail, hint(reply, status)));
  }

  private static ApiAnswer busy(
      String detail, ApiReply.Answered reply, Optional<ApiStatus> status) {
    return new Failed(new Busy(detail, hint(reply, status)));
  }

  private static Optional<Duration> hint(ApiReply.Answered reply, Optional<ApiStatus> status) {
    return Stream.of(reply.retryAfter(), status.flatMap(ApiStatus::retryAfter))
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .map(asked -> asked.compareTo(LONGEST_HINT) > 0 ? LONGEST_HINT : asked);
  }

  private static boolean isWebhookDenial(String sentence) {
    return sentence.startsWith("admission webhook ") && sentence.contains(" denied the request");
  }

  private static boolean isPolicyDenial(String sentence) {
    return sentence.contains("ValidatingAdmissionPolicy") && sentence.contains(" denied request");
  }

  private static String missing(ApiRequest request, String sentence) {
    var needed = request.permission();
    var where = request.namespace().map(name -> "namespace " + name).orElse("all namespaces");
    var how = needed.asRule() + (request.namespace().isEmpty() ? " by a ClusterRole" : "");
    return "our account may not %s %s in %s; grant it %s (the API server: %s)"
        .formatted(needed.verb(), needed.resource(), where, how, sentence);
  }
}
