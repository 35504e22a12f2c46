package dev.falcoresponder.consumer.cluster;

import static dev.falcoresponder.consumer.cluster.ScriptedServer.answer;
import static dev.falcoresponder.consumer.cluster.ScriptedServer.head;
import static dev.falcoresponder.consumer.cluster.ScriptedServer.loseAnswer;
import static dev.falcoresponder.consumer.cluster.ScriptedServer.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.ClusterGateway.DeleteAnswer;
import dev.falcoresponder.consumer.cluster.ClusterGateway.Deletion;
import dev.falcoresponder.consumer.cluster.ClusterGateway.NamespaceAnswer;
import dev.falcoresponder.consumer.cluster.ClusterGateway.PodAnswer;
import dev.falcoresponder.model.PodRef;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What networks do to requests; what the API server itself answers is tested with the real one. */
class NetworkTroubleTest {
  private static final PodRef CART = new PodRef("shop", "cart-0");
  private static final Deletion DELETION =
      new Deletion(CART, Bodies.UID, Optional.empty(), Duration.ofSeconds(1), false);
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final ScriptedServer server = new ScriptedServer();
  private ClusterConnection connection = server.connect(LONG, 4);

  @AfterEach
  void close() {
    connection.close();
    server.close();
  }

  @Test
  void deletionCarriesUidGraceAndPolicyInItsBody() {
    server.then(answer(200, Bodies.POD));

    assertThat(delete()).isEqualTo(new DeleteAnswer.Deleted());
    assertThat(server.requests())
        .singleElement()
        .satisfies(request -> {
          assertThat(request.method()).isEqualTo("DELETE");
          assertThat(request.path()).isEqualTo("/api/v1/namespaces/shop/pods/cart-0");
          assertThat(request.headers()).containsEntry("content-type", "application/json");
          assertThat(request.body())
              .contains("\"gracePeriodSeconds\":1")
              .contains("\"preconditions\":{\"uid\":\"" + Bodies.UID + "\"}")
              .contains("\"propagationPolicy\":\"Background\"")
              .doesNotContain("dryRun");
        });
  }

  @Test
  void dryRunIsSaidInTheBodyAndNotInTheUrl() {
    server.then(answer(200, Bodies.POD));

    gateway().delete(new Deletion(CART, Bodies.UID, Optional.empty(), Duration.ofSeconds(1), true));

    assertThat(server.requests().getFirst().body()).contains("\"dryRun\":[\"All\"]");
    assertThat(server.requests().getFirst().path()).doesNotContain("?");
  }

  @Test
  void throttlingIsPassedOnWithItsHintAndNotRepeatedUnderneath() {
    server.then(answer(429, "Too many requests, please try again later.", "Retry-After: 3"));

    assertThat(delete())
        .isEqualTo(
            new DeleteAnswer.Failed(
                new ClusterFailure.Busy(
                    "the API server answers 429: Too many requests, please try again later.",
                    Optional.of(Duration.ofSeconds(3)))));
    assertThat(server.requests()).hasSize(1);
    assertThat(server.probes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "99999999999999999999"})
  void hintThatIsNoTimeIsNone(String header) {
    server.then(answer(429, "", "Retry-After: " + header));

    assertThat(busy(delete()).retryAfter()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"500", "502", "503", "504"})
  void failingRequestToAServerThatIsWellIsThisRequestsTrouble(int code) {
    server.then(answer(code, Bodies.WEBHOOK_AWAY, "Retry-After: 2"));

    assertThat(busy(delete()).retryAfter()).contains(Duration.ofSeconds(2));
    assertThat(server.requests()).hasSize(1);
    assertThat(server.probes()).isEqualTo(1);
    assertThat(connection.gate().isOpen()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"500", "503", "401"})
  void failingRequestToAServerThatIsNotWellIsAnOutage(int code) {
    server.always(answer(code, "failing")).health(answer(code, "[-]etcd failed"));

    assertThat(pod())
        .isInstanceOfSatisfying(PodAnswer.Failed.class, NetworkTroubleTest::assertOutage);
    assertThat(connection.gate().isOpen()).isFalse();
  }

  @Test
  void whileTheGateIsClosedNothingIsSent() {
    server.always(answer(503, "failing")).health(answer(503, "failing"));
    pod();
    var before = server.requests().size();

    assertThat(delete())
        .isInstanceOfSatisfying(
            DeleteAnswer.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(ClusterFailure.Outage.class));
    assertThat(gateway().namespace("shop")).isInstanceOf(NamespaceAnswer.Failed.class);
    assertThat(server.requests()).hasSize(before);
  }

  @Test
  void gateOpensAgainByItselfOnceTheServerIsWell() {
    server
        .then(answer(503, "failing"))
        .health(answer(503, "failing"))
        .always(answer(200, Bodies.POD));
    pod();
    assertThat(connection.gate().isOpen()).isFalse();

    server.health(answer(200, "ok"));

    assertThat(connection.gate().awaitOpen(LONG)).isTrue();
    assertThat(pod()).isInstanceOf(PodAnswer.Found.class);
  }

  @Test
  void answerThatIsLostIsTroubleOfThisRequestIfTheServerIsWell() {
    server.then(loseAnswer());

    assertThat(busy(delete()).detail()).contains("no answer from 127.0.0.1");
    assertThat(server.requests()).as("a deletion is not sent twice").hasSize(1);
  }

  @Test
  void serverThatIsNotThereIsAnOutage() {
    server.close();

    assertThat(pod())
        .isInstanceOfSatisfying(
            PodAnswer.Failed.class,
            failed -> assertThat(failed.failure().detail()).contains("ConnectException"));
    assertThat(connection.gate().isOpen()).isFalse();
  }

  @Test
  void answerThatDoesNotComeIsNotWaitedForForever() {
    reconnect(SHORT);
    server.then(server.hang(""));

    assertThat(busy(delete()).detail()).contains("no answer");
  }

  @Test
  void answerThatStopsInTheMiddleIsNotWaitedForForever() {
    reconnect(SHORT);
    server.then(server.hang(head(200, Bodies.POD.length()) + Bodies.POD.substring(0, 40)));

    assertThat(busy(delete()).detail()).contains("within 500 ms");
  }

  @Test
  void serverThatHangsAsAWholeIsAnOutage() {
    reconnect(SHORT);
    server.always(server.hang("")).health(server.hang(""));

    assertThat(pod())
        .isInstanceOfSatisfying(PodAnswer.Failed.class, NetworkTroubleTest::assertOutage);
  }

  @Test
  void answerThatIsCutOffIsTroubleOfThisRequest() {
    var whole = Bodies.POD;
    server.then(raw(head(200, whole.length()) + whole.substring(0, 100)));
    server.then(answer(200, whole.substring(0, 100)));

    assertThat(pod())
        .isInstanceOfSatisfying(PodAnswer.Failed.class, NetworkTroubleTest::assertBusy);
    assertThat(pod())
        .isInstanceOfSatisfying(PodAnswer.Failed.class, NetworkTroubleTest::assertBusy);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>sign in</html>",
        "{}",
        "",
        "{\"kind\":\"Pod\",\"metadata\":{\"uid\":\"another\"}}"
      })
  void goodCodeWithAnythingElseIsNoDeletion(String body) {
    server.then(answer(200, body));

    assertThat(busy(delete()).detail()).contains("not what was asked for");
  }

  @Test
  void answerWithoutEndIsGivenUp() {
    server.then(raw(head(200, 64 * 1024 * 1024) + "x".repeat(10 * 1024 * 1024)));

    assertThat(busy(delete()).detail()).contains("larger than");
  }

  @Test
  void textThatIsNoHttpIsTroubleOfThisRequest() {
    server.then(raw("SSH-2.0-OpenSSH_9.9\r\n"));

    assertThat(busy(delete())).isNotNull();
  }

  @Test
  void namespaceIsRememberedOnceItWasSeen() {
    server.then(answer(500, "failing")).then(answer(200, Bodies.NAMESPACE));

    assertThat(gateway().namespace("shop")).isInstanceOf(NamespaceAnswer.Failed.class);
    assertThat(gateway().namespace("shop"))
        .isInstanceOfSatisfying(
            NamespaceAnswer.Found.class,
            found -> assertThat(found.labels()).containsEntry("team", "cart"));
    assertThat(gateway().namespace("shop")).isInstanceOf(NamespaceAnswer.Found.class);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void namespaceWithAnImpossibleNameIsNotAskedFor() {
    assertThat(gateway().namespace("../../secrets"))
        .isInstanceOfSatisfying(
            NamespaceAnswer.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(ClusterFailure.Invalid.class));
    assertThat(server.requests()).isEmpty();
  }

  private void reconnect(Duration requestTimeout) {
    connection.close();
    connection = server.connect(requestTimeout, 4);
  }

  private ClusterGateway gateway() {
    return connection.gateway();
  }

  private PodAnswer pod() {
    return gateway().pod(CART);
  }

  private DeleteAnswer delete() {
    return gateway().delete(DELETION);
  }

  private static ClusterFailure.Busy busy(DeleteAnswer answer) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            DeleteAnswer.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(ClusterFailure.Busy.class));
    return (ClusterFailure.Busy) ((DeleteAnswer.Failed) answer).failure();
  }

  private static void assertOutage(PodAnswer.Failed failed) {
    assertThat(failed.failure()).isInstanceOf(ClusterFailure.Outage.class);
  }

  private static void assertBusy(PodAnswer.Failed failed) {
    assertThat(failed.failure()).isInstanceOf(ClusterFailure.Busy.class);
  }
}
