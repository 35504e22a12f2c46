package dev.falcoresponder.consumer.cluster;

import static dev.falcoresponder.consumer.cluster.ScriptedServer.answer;
import static dev.falcoresponder.consumer.cluster.ScriptedServer.head;
import static dev.falcoresponder.consumer.cluster.ScriptedServer.loseAnswer;
import static dev.falcoresponder.consumer.cluster.ScriptedServer.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.cluster.ClusterGateway.DeleteAnswer;
import dev.falcoresponder.consumer.cluster.ClusterGateway.Deletion;
import dev.falcoresponder.consumer.cluster.ClusterGateway.NamespaceAnswer;
import dev.falcoresponder.consumer.cluster.ClusterGateway.PodAnswer;
import dev.falcoresponder.model.PodRef;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What networks do to requests; what the API server itself answers is tested with the real one. */
class NetworkTroubleTest {
  private static final PodRef CART = new PodRef("shop", "cart-0");
  private static final Deletion DELETION = new Deletion(CART, Bodies.UID, Duration.ofSeconds(1), false);
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final ScriptedServer server = new ScriptedServer();
  private ClusterConnection connection = connect(Config.empty(), LONG, 4);

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
        .satisfies(
            request -> {
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

    gateway().delete(new Deletion(CART, Bodies.UID, Duration.ofSeconds(1), true));

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
  @ValueSource(strings = {"0", "-1", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "99999999999999999999"})
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

    assertThat(pod()).isInstanceOfSatisfying(PodAnswer.Failed.class, NetworkTroubleTest::assertOutage);
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
    server.then(answer(503, "failing")).health(answer(503, "failing")).always(answer(200, Bodies.POD));
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
            PodAnswer.Failed.class, failed -> assertThat(failed.failure().detail()).contains("ConnectException"));
    assertThat(connection.gate().isOpen()).isFalse();
  }

  @Test
  void answerThatDoesNotComeIsNotWaitedForForever() {
    reconnect(SHORT, 4);
    server.then(server.hang(""));

    assertThat(busy(delete()).detail()).contains("no answer");
  }

  @Test
  void answerThatStopsInTheMiddleIsNotWaitedForForever() {
    reconnect(SHORT, 4);
    server.then(server.hang(head(200, Bodies.POD.length()) + Bodies.POD.substring(0, 40)));

    assertThat(busy(delete()).detail()).contains("within 500 ms");
  }

  @Test
  void serverThatHangsAsAWholeIsAnOutage() {
    reconnect(SHORT, 4);
    server.always(server.hang("")).health(server.hang(""));

    assertThat(pod()).isInstanceOfSatisfying(PodAnswer.Failed.class, NetworkTroubleTest::assertOutage);
  }

  @Test
  void answerThatIsCutOffIsTroubleOfThisRequest() {
    var whole = Bodies.POD;
    server.then(raw(head(200, whole.length()) + whole.substring(0, 100)));
    server.then(answer(200, whole.substring(0, 100)));

    assertThat(pod()).isInstanceOfSatisfying(PodAnswer.Failed.class, NetworkTroubleTest::assertBusy);
    assertThat(pod()).isInstanceOfSatisfying(PodAnswer.Failed.class, NetworkTroubleTest::assertBusy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>sign in</html>", "{}", "", "{\"kind\":\"Pod\",\"metadata\":{\"uid\":\"another\"}}"})
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
  void notMoreRequestsAtOnceThanConfigured() throws InterruptedException {
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var go = new Semaphore(0);
    server.always(
        client -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          go.acquire();
          inside.decrementAndGet();
          answer(200, Bodies.POD).to(client);
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = IntStream.range(0, 20).mapToObj(_ -> threads.submit((Callable<PodAnswer>) this::pod)).toList();
      await().until(() -> inside.get() == 4);
      go.release(20);

      assertThat(answers).allSatisfy(answer -> assertThat(answer.get()).isInstanceOf(PodAnswer.Found.class));
    }
    assertThat(most).hasValue(4);
  }

  @Test
  void manyFailuresAtOnceAreOneQuestion() throws ExecutionException, InterruptedException {
    var arrived = new AtomicInteger();
    reconnect(LONG, 16);
    server.always(
        client -> {
          arrived.incrementAndGet();
          await().until(() -> arrived.get() == 16);
          answer(500, "failing").to(client);
        });
    server.health(
        client -> {
          await().until(() -> connection.gate().probes() == 1);
          answer(500, "failing").to(client);
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = IntStream.range(0, 16).mapToObj(_ -> threads.submit((Callable<PodAnswer>) this::pod)).toList();
      for (var answer : answers) {
        assertThat(answer.get()).isInstanceOfSatisfying(PodAnswer.Failed.class, NetworkTroubleTest::assertOutage);
      }
    }
    assertThat(connection.gate().closings()).isEqualTo(1);
  }

  @Test
  void interruptedWaitIsNoAttemptAndNoOutageOfTheServer() throws InterruptedException {
    server.then(server.hang(""));
    var answers = new LinkedBlockingQueue<PodAnswer>();
    var waiting = Thread.ofVirtual().start(() -> answers.add(pod()));
    await().until(() -> !server.requests().isEmpty());

    waiting.interrupt();

    assertThat(answers.take()).isInstanceOfSatisfying(PodAnswer.Failed.class, NetworkTroubleTest::assertOutage);
    assertThat(connection.gate().isOpen()).isTrue();
  }

  @Test
  void namespaceIsRememberedOnceItWasSeen() {
    server.then(answer(500, "failing")).then(answer(200, Bodies.NAMESPACE));

    assertThat(gateway().namespace("shop")).isInstanceOf(NamespaceAnswer.Failed.class);
    assertThat(gateway().namespace("shop"))
        .isInstanceOfSatisfying(
            NamespaceAnswer.Found.class, found -> assertThat(found.labels()).containsEntry("team", "cart"));
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

  @Test
  void tokenThatWasRotatedInItsFileIsTakenAfterA401(@TempDir Path folder) throws IOException {
    var file = folder.resolve("kubeconfig");
    Files.writeString(file, kubeconfig("old-token"));
    connection.close();
    connection = connect(Config.fromKubeconfig(file.toFile()), LONG, 4);
    server.then(answer(200, Bodies.POD)).then(answer(401, "Unauthorized")).always(answer(200, Bodies.POD));
    pod();
    Files.writeString(file, kubeconfig("new-token"));

    assertThat(pod()).isInstanceOf(PodAnswer.Found.class);
    assertThat(delete()).isEqualTo(new DeleteAnswer.Deleted());

    assertThat(server.requests().stream().map(request -> request.headers().get("authorization")))
        .isEqualTo(List.of("Bearer old-token", "Bearer old-token", "Bearer new-token", "Bearer new-token"));
  }

  private String kubeconfig(String token) {
    return """
    apiVersion: v1
    kind: Config
    clusters: [{name: c, cluster: {server: "%s"}}]
    users: [{name: u, user: {token: %s}}]
    contexts: [{name: x, context: {cluster: c, user: u}}]
    current-context: x
    """
        .formatted(server.url(), token);
  }

  private void reconnect(Duration requestTimeout, int maxInFlight) {
    connection.close();
    connection = connect(Config.empty(), requestTimeout, maxInFlight);
  }

  private ClusterConnection connect(Config login, Duration requestTimeout, int maxInFlight) {
    var config = new ClusterConfig(Duration.ofSeconds(2), requestTimeout, maxInFlight, Duration.ofMinutes(1));
    var schedule = new ProbeSchedule(Duration.ofMillis(50), Duration.ofMillis(200), new Random(1));
    var address = new ConfigBuilder(login).withMasterUrl(server.url()).build();
    return ClusterConnection.open(address, config, Clock.systemUTC(), schedule);
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
