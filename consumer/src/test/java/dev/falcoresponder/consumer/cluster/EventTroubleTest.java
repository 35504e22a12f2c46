package dev.falcoresponder.consumer.cluster;

import static dev.falcoresponder.consumer.cluster.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.cluster.ClusterGateway.PodAnswer;
import dev.falcoresponder.consumer.cluster.EventSink.Creation;
import dev.falcoresponder.model.PodRef;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails with an Event is the Event's trouble alone. */
class EventTroubleTest {
  private final ScriptedServer server = new ScriptedServer();
  private final ClusterConnection connection = server.connect(Duration.ofSeconds(20), 1);

  @AfterEach
  void close() {
    connection.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 429, 500, 503, 418})
  void failureLeavesTheGateOpenAndTheServerUnasked(int code) {
    server.always(answer(code, "failing")).health(answer(500, "failing"));

    assertThat(failure()).isInstanceOf(ClusterFailure.Busy.class);

    assertThat(connection.gate().isOpen()).isTrue();
    assertThat(server.probes()).isZero();
  }

  @Test
  void answerThatNeverComesLeavesTheGateOpen() {
    server.then(ScriptedServer.loseAnswer()).then(server.hang("")).health(answer(500, "failing"));

    assertThat(failure()).isInstanceOf(ClusterFailure.Busy.class);
    assertThat(failure()).isInstanceOf(ClusterFailure.Busy.class);

    assertThat(connection.gate().isOpen()).isTrue();
    assertThat(server.probes()).isZero();
  }

  /** Responses to alerts would wait ten times as long here. */
  @Test
  void answerThatStopsInTheMiddleEndsInItsOwnTimeAndLeavesTheGateOpen() {
    server.always(server.hang(ScriptedServer.head(201, 10) + "{")).health(answer(500, "failing"));

    assertThat(failure())
        .isInstanceOf(ClusterFailure.Busy.class)
        .satisfies(failure -> assertThat(failure.detail()).endsWith("within 2000 ms"));

    assertThat(connection.gate().isOpen()).isTrue();
    assertThat(server.probes()).isZero();
  }

  @Test
  void responsesHaveTheirSlotsForThemselves() throws InterruptedException {
    // The only slot is taken; the Event goes out all the same.
    server.then(server.hang("")).then(answer(201, "{}"));
    Thread.ofVirtual().start(this::pod);
    await().until(() -> server.requests().size() == 1);
    assertThat(create()).isEqualTo(new Creation.Created());

    // An Event hangs; with another connection's only slot free, a pod is read all the same.
    try (var other = server.connect(Duration.ofSeconds(20), 1)) {
      server.then(server.hang(""));
      var events = new LinkedBlockingQueue<Creation>();
      Thread.ofVirtual().start(() -> events.add(other.events().create(event())));
      await().until(() -> server.requests().size() == 3);
      server.then(answer(200, Bodies.POD));

      assertThat(other.gateway().pod(new PodRef("shop", "cart-0")))
          .isInstanceOf(PodAnswer.Found.class);
      assertThat(events.take()).isInstanceOf(Creation.Failed.class);
    }
  }

  @Test
  void whileTheGateIsClosedNothingIsSent() {
    server.always(answer(500, "failing")).health(answer(500, "failing"));
    pod();
    assertThat(connection.gate().isOpen()).isFalse();
    var before = server.requests().size();

    assertThat(failure()).isInstanceOf(ClusterFailure.Outage.class);

    assertThat(server.requests()).hasSize(before);
  }

  @Test
  void conflictThatIsNotOfNamesIsAFailure() {
    server
        .then(answer(409, "from a proxy"))
        .then(answer(409, Bodies.status("Conflict", "try again", 409, "{}")))
        .then(answer(409, Bodies.status("AlreadyExists", "there is one", 409, "{}")));

    assertThat(failure()).isInstanceOf(ClusterFailure.Busy.class);
    assertThat(failure()).isInstanceOf(ClusterFailure.Busy.class);
    assertThat(create()).isEqualTo(new Creation.AlreadyThere());
  }

  private Creation create() {
    return connection.events().create(event());
  }

  private ClusterFailure failure() {
    return ((Creation.Failed) create()).failure();
  }

  private static KubernetesEvent event() {
    return Events.about("shop", Optional.of(Bodies.UID));
  }

  private PodAnswer pod() {
    return connection.gateway().pod(new PodRef("shop", "cart-0"));
  }
}
