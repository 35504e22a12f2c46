package dev.falcoresponder.consumer.cluster;

import static dev.falcoresponder.consumer.cluster.ScriptedServer.answer;
import static dev.falcoresponder.consumer.cluster.ScriptedServer.head;
import static dev.falcoresponder.consumer.cluster.ScriptedServer.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.cluster.NodePods.NodeAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What networks do to lists; what the API server itself answers is tested with the real one. */
class NodeTroubleTest {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String NODE = "ip-10-0-0-7.internal";
  private static final String PAGE =
      """
      {"kind":"PodList","apiVersion":"v1","metadata":{"continue":"%s"},"items":[
       {"metadata":{"name":"%s","namespace":"shop","uid":"u-1"},"status":{}}]}
      """;

  private final ScriptedServer server = new ScriptedServer();
  private ClusterConnection connection = server.connect(LONG, 4);

  @AfterEach
  void close() {
    connection.close();
    server.close();
  }

  @Test
  void nodeIsAskedForByASelectorAndPagesByTheirToken() {
    server
        .then(answer(200, PAGE.formatted("eyJ2Ijoib+/=", "cart-0")))
        .then(answer(200, PAGE.formatted("", "cart-1")));

    assertThat(look())
        .isInstanceOfSatisfying(
            NodeAnswer.Listed.class,
            listed ->
                assertThat(listed.pods())
                    .extracting(pod -> pod.ref().name())
                    .containsExactly("cart-0", "cart-1"));
    assertThat(server.requests())
        .extracting(ScriptedServer.Request::path)
        .containsExactly(
            "/api/v1/pods?fieldSelector=spec.nodeName%3D" + NODE + "&limit=250",
            "/api/v1/pods?fieldSelector=spec.nodeName%3D"
                + NODE
                + "&limit=250&continue=eyJ2Ijoib%2B%2F%3D");
  }

  @Test
  void listThatNeverEndsIsGivenUp() {
    server.always(answer(200, PAGE.formatted("more", "cart-0")));

    assertThat(busy(look()).detail()).contains("does not end");
    assertThat(server.requests()).hasSize(100);
  }

  @Test
  void listThatIsTooOldToGoOnWithIsTroubleOfThisRequest() {
    server
        .then(answer(200, PAGE.formatted("old", "cart-0")))
        .then(answer(410, Bodies.status("Expired", "the token is too old", 410, "{}")));

    assertThat(busy(look()).detail()).contains("the token is too old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>sign in</html>", "{}", "", Bodies.POD, "{\"kind\":\"PodList\""})
  void goodCodeWithAnythingElseIsNoList(String body) {
    server.then(answer(200, body));

    assertThat(busy(look()).detail()).contains("not a list of pods");
    assertThat(server.probes()).isZero();
  }

  @Test
  void throttlingIsPassedOnWithItsHint() {
    server.then(answer(429, "Too many requests", "Retry-After: 3"));

    assertThat(look())
        .isEqualTo(
            new NodeAnswer.Failed(
                new ClusterFailure.Busy(
                    "the API server answers 429: Too many requests",
                    Optional.of(Duration.ofSeconds(3)))));
  }

  @Test
  void refusalWithoutEndIsCutOff() {
    server.then(answer(429, "x".repeat(1024 * 1024)));

    assertThat(busy(look()).detail()).hasSizeLessThan(1_000);
  }

  @ParameterizedTest
  @CsvSource({"500", "401"})
  void serverThatIsNotWellIsAnOutage(int code) {
    server.always(answer(code, "failing")).health(answer(code, "failing"));

    assertThat(look())
        .isInstanceOfSatisfying(
            NodeAnswer.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(ClusterFailure.Outage.class));
    assertThat(connection.gate().isOpen()).isFalse();
  }

  @Test
  void listThatIsCutOffIsTroubleOfThisRequest() {
    var whole = PAGE.formatted("", "cart-0");
    server.then(raw(head(200, whole.length()) + whole.substring(0, 100)));

    assertThat(busy(look()).detail()).contains("no answer from 127.0.0.1");
    assertThat(server.probes()).isEqualTo(1);
  }

  @Test
  void listThatStopsInTheMiddleIsNotWaitedForForever() {
    connection.close();
    connection = server.connect(SHORT, 4);
    var whole = PAGE.formatted("", "cart-0");
    server.then(server.hang(head(200, whole.length()) + whole.substring(0, 100)));

    assertThat(busy(look()).detail()).contains("within 500 ms");
  }

  @Test
  void failedListIsNotRemembered() {
    server.then(answer(429, "")).then(answer(200, PAGE.formatted("", "cart-0")));

    assertThat(look()).isInstanceOf(NodeAnswer.Failed.class);
    assertThat(connection.nodePods().lately(NODE)).isInstanceOf(NodeAnswer.Listed.class);
  }

  /** A thread that read on after nobody waits any more would hold its connection for ever. */
  @Test
  void readerOfAListThatIsGivenUpComesToAnEnd() throws InterruptedException {
    var ended = new LinkedBlockingQueue<String>();
    server.then(server.hang(head(200, 1_000) + "{\"kind\":"));
    var transport = server.transport(SHORT);

    var reply =
        transport.stream(
            "api/v1/pods",
            body -> {
              try {
                body.readAllBytes();
                ended.add("all was read");
              } catch (IOException e) {
                ended.add("ended early");
                throw e;
              }
            });

    assertThat(reply).isInstanceOf(ApiReply.Silent.class);
    assertThat(ended.take()).isEqualTo("ended early");
  }

  @Test
  void interruptedWaitForAListIsNoOutageOfTheServer() throws InterruptedException {
    server.then(server.hang(head(200, 1_000) + "{\"kind\":"));
    var transport = server.transport(LONG);
    var replies = new LinkedBlockingQueue<ApiReply>();
    var waiting =
        Thread.ofVirtual()
            .start(() -> replies.add(transport.stream("x", body -> body.readAllBytes())));
    await().until(() -> !server.requests().isEmpty());

    waiting.interrupt();

    assertThat(replies.take()).isEqualTo(new ApiReply.Abandoned());
  }

  private NodeAnswer look() {
    return connection.nodePods().now(NODE);
  }

  private static ClusterFailure.Busy busy(NodeAnswer answer) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            NodeAnswer.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(ClusterFailure.Busy.class));
    return (ClusterFailure.Busy) ((NodeAnswer.Failed) answer).failure();
  }
}
