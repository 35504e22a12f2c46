package dev.falcoresponder.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.FreePorts;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.Scratch;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The broker goes away, comes back, and loses what was on it, while one replica runs all the time.
 * After each trouble a pod dies for an alert, and the log names what had to be made anew.
 */
@ParameterizedClass
@EnumSource(NatsVersion.class)
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // what each version is given before its tests
class BrokerTroubleIT {
  private static final String NAME = "cart-0";
  private static final String MAKES = "the program makes streams, which it may not there";
  private static final String CLAIMS_STREAM = "KV_" + Subjects.CLAIMS_BUCKET;
  private static final String HOLDS_STREAM = "KV_" + Subjects.HOLDS_BUCKET;

  @Parameter NatsVersion version;
  private Scratch scratch;
  private Path store;
  private NatsServer server;
  private Stage stage;
  private ResponderProcess replica;

  @BeforeParameterizedClassInvocation
  void start(NatsVersion broker, ApiServer apiServer) {
    scratch = Scratch.create("broker-trouble");
    store = scratch.folder("store");
    server = Users.ofThisRun().server(broker).store(store).start();
    stage = Stage.open(server, apiServer);
    replica =
        stage
            .replica()
            .setting("nats.request-timeout", "2s")
            .setting("kubernetes.connect-timeout", "1s")
            .setting("kubernetes.request-timeout", "2s")
            // What a replica held when the broker was killed comes again after that.
            .setting("nats.ack-wait", "6s")
            .setting("retry.first-delay", "200ms")
            .setting("retry.max-delay", "1s")
            .start();
  }

  @AfterParameterizedClassInvocation
  void close() {
    replica.close();
    stage.close();
    scratch.close();
  }

  @Test
  void brokerThatIsNotThereAtStartIsWaitedFor() {
    int port = FreePorts.next();
    var url = "nats://127.0.0.1:" + port;
    try (var early = stage.replica().nats(url).launch()) {
      Stage.until("not connected", () -> early.readiness().contains("nats: not connected to NATS"));
      assertThat(early.ready()).isFalse();
      assertThat(early.live()).isTrue();

      try (var late = Broker.of(Users.ofThisRun().server(version).port(port).start())) {
        late.users().furnish(late.connection(), Map.of());
        early.awaitReady();
        var pods = stage.cluster().pods("late-broker");
        late.store(Alert.about(pods.running(NAME)));

        pods.awaitGone(NAME);
      }
    }
  }

  @Test
  void brokerThatIsKilledAndRestartedUnderLoadLosesNothing() throws InterruptedException {
    var mark = replica.logLines().size();
    var pods = stage.cluster().pods("load");
    var suspects = IntStream.range(0, 12).mapToObj(index -> pods.running("cart-" + index)).toList();
    var stored = new AtomicInteger();
    var publisher = Thread.ofVirtual().start(() -> suspects.forEach(pod -> load(pod, stored)));
    Stage.until("some alerts", () -> stored.get() > 40);
    server.kill();
    server.restart();
    Stage.until("more alerts", () -> stored.get() > 150);
    server.restart();

    publisher.join();
    suspects.forEach(pod -> pods.awaitGone(name(pod)));
    stage.awaitSettled();

    assertThat(stored).hasValue(suspects.size() * 20);
    // A slow API server may be asked about a pod again; it does it once, and one event tells of it.
    var names = suspects.stream().map(BrokerTroubleIT::name).toList();
    assertThat(acted(pods)).doesNotHaveDuplicates();
    assertThat(stage.cluster().deletions(pods.namespace()))
        .extracting(AuditLog.Entry::pod)
        .containsOnly(names.toArray(String[]::new));
    assertThat(stage.broker().outcomes())
        .filteredOn(event -> event.namespace().equals(pods.namespace()))
        .extracting(ResponseOutcome::pod)
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(made(mark)).isEmpty();
  }

  /** Two alerts about the pod, and some that are not for us. */
  private void load(Pod pod, AtomicInteger stored) {
    var alert = Alert.about(pod);
    for (int count = 0; count < 20; count++) {
      var next = count % 10 == 0 ? alert : alert.ofRule("Read sensitive file untrusted");
      // While the broker is away it confirms nothing; what it stored all the same is a duplicate.
      Stage.until("stored", () -> stage.broker().store(next) > 0);
      stored.incrementAndGet();
    }
  }

  /**
   * A server of version 2.9 still removes files when it says that the stream is gone, and they must
   * not be those of the new one.
   */
  @NotHardened(MAKES)
  @RepeatedTest(2)
  void deletedStreamIsMadeAnew() {
    var mark = replica.logLines().size();

    stage.broker().ask(broker -> broker.deleteStream(Broker.STREAM));

    Stage.until("stream and consumer", () -> made(mark).contains(Broker.CONSUMER));
    assertThat(made(mark)).containsExactly(Broker.STREAM, Broker.CONSUMER);
    assertPodDiesOnce();
  }

  /** A server of version 2.9 then swallows the requests for alerts, and says nothing. */
  @NotHardened(MAKES)
  @Test
  void streamDeletedJustAfterItWasMadeIsMadeAnew() {
    var mark = replica.logLines().size();
    stage.broker().ask(broker -> broker.deleteStream(Broker.STREAM));
    Stage.until("stream and consumer", () -> made(mark).contains(Broker.CONSUMER));
    var again = replica.logLines().size();

    stage.broker().ask(broker -> broker.deleteStream(Broker.STREAM));

    Stage.until("stream and consumer again", () -> made(again).contains(Broker.CONSUMER));
    assertPodDiesOnce();
  }

  @NotHardened(MAKES)
  @Test
  void alertsThatTheStreamHoldsOutliveTheirConsumer() {
    assertPodDiesOnce();
    var mark = replica.logLines().size();
    var pods = stage.cluster().pods("consumer");
    var waiting = pods.running("waits-for-its-retry");
    var unread = pods.running("comes-while-there-is-no-consumer");
    try (var _ = Obstacle.brokenWebhook(stage.cluster(), pods)) {
      stage.broker().store(Alert.about(waiting));
      Stage.until("a retry", () -> logged("retry", name(waiting)));
      stage.broker().ask(broker -> broker.deleteConsumer(Broker.STREAM, Broker.CONSUMER));
      stage.broker().store(Alert.about(unread));
    }

    pods.awaitGone(name(waiting));
    pods.awaitGone(name(unread));
    stage.awaitSettled();

    assertThat(made(mark)).containsExactly(Broker.CONSUMER);
    // All the others came once more, and nothing came of it.
    assertThat(acted(pods)).hasSize(2);
    assertPodDiesOnce();
  }

  @NotHardened(MAKES)
  @Test
  void deletedClaimsAreMadeAnewAndTheAlertThatMissedThemIsNotLost() {
    var mark = replica.logLines().size();

    stage.broker().ask(broker -> broker.deleteStream(CLAIMS_STREAM));

    assertPodDiesOnce();
    assertThat(made(mark)).containsExactly(CLAIMS_STREAM);
  }

  @NotHardened(MAKES)
  @Test
  void deletedOutcomesAndDeadLettersAreMadeAnewAndNoEntryIsLost() {
    var mark = replica.logLines().size();
    var garbage = "{".getBytes(UTF_8);
    stage.broker().ask(broker -> broker.deleteStream(Subjects.OUTCOMES_STREAM));
    stage.broker().ask(broker -> broker.deleteStream(Subjects.DEAD_LETTERS_STREAM));

    stage.broker().store("falco.notice.garbage", garbage);

    assertPodDiesOnce();
    assertThat(stage.broker().deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.getData()).isEqualTo(garbage));
    assertThat(made(mark))
        .containsExactlyInAnyOrder(Subjects.OUTCOMES_STREAM, Subjects.DEAD_LETTERS_STREAM);
  }

  @NotHardened(MAKES)
  @Test
  void brokerThatComesBackEmptyIsFurnishedAnew() throws IOException {
    var mark = replica.logLines().size();
    server.kill();
    empty(store);
    server.restart();

    Stage.until("all made", () -> made(mark).contains(Broker.CONSUMER));
    assertThat(made(mark))
        .containsExactlyInAnyOrder(
            CLAIMS_STREAM,
            HOLDS_STREAM,
            Subjects.DEAD_LETTERS_STREAM,
            Subjects.OUTCOMES_STREAM,
            Broker.STREAM,
            Broker.CONSUMER);
    assertPodDiesOnce();
  }

  @Test
  void jetStreamThatIsAwayForAWhileIsWaitedForAndNothingElseIsReadInstead() {
    var pods = stage.cluster().pods("away");
    var held = pods.running("held");
    try (var _ = Obstacle.brokenWebhook(stage.cluster(), pods)) {
      stage.broker().store(Alert.about(held));
      Stage.until("a retry", () -> logged("retry", name(held)));
      server.kill();
    }
    var unheard = pods.running("unheard");
    var without =
        NatsServer.builder().version(version).port(server.port()).jetStream(false).start();
    try (without) {
      Stage.until(
          "it says so",
          () ->
              replica
                  .readiness()
                  .contains(
                      "the broker has no JetStream, though it had when this replica started"));
      assertThat(replica.ready()).isFalse();
      assertThat(replica.live()).isTrue();
      stage.broker().publish(Alert.about(unheard));
    }
    server.restart();

    pods.awaitGone(name(held));
    Stage.until("ready", replica::ready);
    assertPodDiesOnce();
    assertThat(pods.alive(unheard)).isTrue();
    assertThat(replica.logLines())
        .noneMatch(line -> line.get("message").getAsString().contains("core NATS"));
  }

  private void assertPodDiesOnce() {
    var pods = stage.cluster().pods("trouble");
    stage.broker().store(Alert.about(pods.running(NAME)));

    pods.awaitGone(NAME);

    assertThat(stage.outcomesOf(pods.namespace(), NAME))
        .extracting(ResponseOutcome::outcome)
        .containsExactly("acted");
    assertThat(stage.cluster().deletions(pods.namespace())).hasSize(1);
    assertThat(replica.metrics().sum("falco_responder_defects_total", Map.of())).isZero();
  }

  /** What the log says was made since that line, one line each. */
  private List<String> made(int mark) {
    return replica.logLines().stream()
        .skip(mark)
        .filter(
            line -> line.get("message").getAsString().equals("Made what was missing on the broker"))
        .map(line -> line.get("name").getAsString())
        .toList();
  }

  private boolean logged(String outcome, String pod) {
    return replica.logLines().stream()
        .anyMatch(line ->
            line.has("pod")
                && line.get("pod").getAsString().equals(pod)
                && line.get("outcome").getAsString().equals(outcome));
  }

  private List<String> acted(Pods pods) {
    return stage.cluster().deletions(pods.namespace()).stream()
        .filter(deletion -> deletion.status() == 200)
        .map(AuditLog.Entry::pod)
        .toList();
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }

  private static void empty(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder)) {
          Files.delete(path);
        }
      }
    }
  }
}
