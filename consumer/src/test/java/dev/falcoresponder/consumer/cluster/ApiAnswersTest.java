package dev.falcoresponder.consumer.cluster;

import static dev.falcoresponder.consumer.cluster.Bodies.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.ApiAnswer.Precondition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiAnswersTest {
  private static final ApiRequest DELETE =
      new ApiRequest(
          "DELETE",
          "api/v1/namespaces/shop/pods/cart-0",
          Optional.of("{}"),
          Permission.DELETE_PODS,
          "shop");

  /** Stands for the question to the server: says what it was asked about, as an outage. */
  private final ApiAnswers answers =
      new ApiAnswers((detail, _) -> new ClusterFailure.Outage(detail));

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202})
  void goodCodesAreFine(int code) {
    assertThat(read(code, "{}")).isEqualTo(new ApiAnswer.Fine("{}"));
  }

  @Test
  void notFoundMeansAbsent() {
    assertThat(read(404, Bodies.NOT_FOUND)).isEqualTo(new ApiAnswer.Absent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "404 page not found",
        "<html>nginx</html>",
        "",
        "{\"kind\":\"Status\",\"reason\":\"Other\"}"
      })
  void notFoundOfSomebodyElseProvesNothing(String body) {
    assertThat(failure(404, body)).isInstanceOf(ClusterFailure.Busy.class);
  }

  @Test
  void uidConflictMeansReplaced() {
    var message =
        "Operation cannot be fulfilled on pods: the UID in the precondition (a) does not match the UID in record (b)";

    assertThat(read(409, status("Conflict", message, 409, "{}")))
        .isEqualTo(new ApiAnswer.Unmet(Precondition.UID, message));
  }

  @Test
  void versionConflictMeansChanged() {
    var message =
        "Operation cannot be fulfilled on pods: the ResourceVersion in the precondition (7) does not match the ResourceVersion in record (8)";

    assertThat(read(409, status("Conflict", message, 409, "{}")))
        .isEqualTo(new ApiAnswer.Unmet(Precondition.RESOURCE_VERSION, message));
  }

  /** Where the pod changes between the API server's own look and its write to etcd. */
  @ParameterizedTest
  @CsvSource({
    "'UID in precondition: a, UID in object meta: b', UID",
    "'ResourceVersion in precondition: 7, ResourceVersion in object meta: 8', RESOURCE_VERSION"
  })
  void conflictFoundByTheStorageMeansTheSame(String failed, Precondition unmet) {
    for (var pod : List.of("web", "w".repeat(253))) {
      var message =
          "Operation cannot be fulfilled on pods \"%s\": StorageError: invalid object, Code: 4, Key:"
                  .formatted(pod)
              + " /registry/pods/shop/%s, ResourceVersion: 0, AdditionalErrorMsg: Precondition"
                  .formatted(pod)
              + " failed: "
              + failed;

      assertThat(read(409, status("Conflict", message.replace("\"", "\\\""), 409, "{}")))
          .isEqualTo(new ApiAnswer.Unmet(unmet, Excerpt.of(message)));
    }
  }

  @Test
  void anyOtherConflictIsALostRace() {
    assertThat(failure(409, status("Conflict", "the object has been modified", 409, "{}")))
        .isInstanceOf(ClusterFailure.Busy.class);
  }

  @Test
  void missingPermissionIsNamedWithWhatToGrant() {
    var message =
        "pods is forbidden: User \\\"system:serviceaccount:a:b\\\" cannot delete resource";

    assertThat(failure(403, status("Forbidden", message, 403, "{\"kind\":\"pods\"}")))
        .isInstanceOf(ClusterFailure.Forbidden.class)
        .satisfies(failure ->
            assertThat(failure.detail())
                .contains("may not delete pods in namespace shop")
                .contains("{apiGroups: [\"\"], resources: [pods], verbs: [delete]}")
                .contains("system:serviceaccount:a:b"));
  }

  @Test
  void policyThatForbidsIsADenial() {
    assertThat(
            failure(
                403,
                status(
                    "Forbidden",
                    "denied request",
                    403,
                    "{\"causes\":[{\"message\":\"protected\"}]}")))
        .isInstanceOf(ClusterFailure.Denied.class);
  }

  @Test
  void policyWithoutAReasonIsADenialToo() {
    var message =
        "pods is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: protected";

    assertThat(
            failure(
                422, status("Invalid", message, 422, "{\"causes\":[{\"message\":\"protected\"}]}")))
        .isInstanceOf(ClusterFailure.Denied.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 409, 422, 429, 500})
  void webhookDenialIsADenialWhateverCodeTheWebhookChose(int code) {
    var message = "admission webhook \\\"guard.example.org\\\" denied the request: no";

    assertThat(failure(code, status("BadRequest", message, code, "{}")))
        .isInstanceOf(ClusterFailure.Denied.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 405, 422})
  void requestThatIsWrongStaysWrong(int code) {
    assertThat(failure(code, status("Invalid", "gracePeriodSeconds is invalid", code, "{}")))
        .isInstanceOf(ClusterFailure.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 500, 502, 503, 504})
  void failuresThatMayBeTheWholeServersAreLookedInto(int code) {
    assertThat(failure(code, "upstream failed"))
        .isEqualTo(
            new ClusterFailure.Outage("the API server answers " + code + ": upstream failed"));
  }

  @Test
  void silenceIsLookedInto() {
    assertThat(answers.read(DELETE, new ApiReply.Silent("connection reset")))
        .isEqualTo(new ApiAnswer.Failed(new ClusterFailure.Outage("connection reset")));
  }

  @Test
  void givingUpToWaitSaysNothingAboutTheServer() {
    var never =
        new ApiAnswers((_, _) -> {
          throw new AssertionError("looked into");
        });

    assertThat(never.read(DELETE, new ApiReply.Abandoned()))
        .isInstanceOfSatisfying(
            ApiAnswer.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(ClusterFailure.Outage.class));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 304, 402, 418, 451})
  void whatNobodyExpectsIsTriedAgain(int code) {
    assertThat(failure(code, "?")).isInstanceOf(ClusterFailure.Busy.class);
  }

  @Test
  void longerOfHeaderAndStatusIsTheHint() {
    var body = status("TooManyRequests", "slow down", 429, "{\"retryAfterSeconds\":7}");

    assertThat(hint(Optional.of(Duration.ofSeconds(3)), body)).contains(Duration.ofSeconds(7));
    assertThat(hint(Optional.of(Duration.ofSeconds(9)), body)).contains(Duration.ofSeconds(9));
    assertThat(hint(Optional.empty(), "Too many requests, please try again later.")).isEmpty();
  }

  @Test
  void hintIsBounded() {
    assertThat(hint(Optional.of(Duration.ofDays(30)), "")).contains(Duration.ofMinutes(5));
  }

  @Test
  void strangersTextBecomesOneShortLine() {
    var failure = failure(418, "a\r\n\u001b[31mb\u0000\u009b\u202e" + "x".repeat(100_000));

    assertThat(failure.detail())
        .doesNotContain("\n", "\u001b", "\u0000", "\u009b", "\u202e")
        .hasSizeLessThan(500)
        .endsWith("x…");
  }

  private Optional<Duration> hint(Optional<Duration> header, String body) {
    var answer = (ApiAnswer.Failed) answers.read(DELETE, new ApiReply.Answered(429, header, body));
    return ((ClusterFailure.Busy) answer.failure()).retryAfter();
  }

  private ClusterFailure failure(int code, String body) {
    return ((ApiAnswer.Failed) read(code, body)).failure();
  }

  private ApiAnswer read(int code, String body) {
    return answers.read(DELETE, new ApiReply.Answered(code, Optional.empty(), body));
  }
}
