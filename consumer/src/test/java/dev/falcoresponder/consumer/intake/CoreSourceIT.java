package dev.falcoresponder.consumer.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.broker.BrokerConfig;
import dev.falcoresponder.consumer.broker.BrokerConfig.Mode;
import dev.falcoresponder.consumer.broker.BrokerConfig.Provision;
import dev.falcoresponder.consumer.broker.BrokerState;
import dev.falcoresponder.consumer.broker.TestBroker;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CoreSourceIT {
  private static final BrokerConfig CONFIG = TestBroker.config(Mode.AUTO, Provision.CREATE, 1);

  private static NatsServer withoutJetStream(NatsVersion version) {
    return NatsServer.builder().version(version).jetStream(false).start();
  }

  /** Publishes as Falcosidekick does: core, unconfirmed; and waits until the server has it. */
  private static void publish(TestIntake intake, String text) {
    try {
      intake.connection().current().publish("falco.notice.test", text.getBytes(UTF_8));
      intake.connection().current().flush(Duration.ofSeconds(5));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts, and waits until it listens: what is published before is lost in core NATS. */
  private static TestIntake listening(NatsServer server, Consumer<Delivery> handler) {
    var intake = TestIntake.started(server.url(), CONFIG, handler);
    await()
        .atMost(TestIntake.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> {
          publish(intake, "ping");
          return !intake.deliveries().isEmpty();
        });
    await().during(Duration.ofMillis(100)).until(() -> intake.consumer().inHand() >= 0);
    intake.deliveries().clear();
    return intake;
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void autoReadsABrokerWithoutJetStream(NatsVersion version) {
    try (var server = withoutJetStream(version);
        var intake = listening(server, Delivery::ackSync)) {
      assertThat(intake.keeper().state()).isInstanceOf(BrokerState.Core.class);
      publish(intake, "one");
      publish(intake, "two");
      assertThat(intake.awaitTexts(2)).containsExactlyInAnyOrder("one", "two");
      var ids =
          new HashSet<>(intake.deliveries().stream().map(one -> one.envelope().id()).toList());
      assertThat(ids).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void whoListensMissesNothing(NatsVersion version) {
    try (var server = withoutJetStream(version);
        var intake = new TestIntake(server.url(), CONFIG, Delivery::ackSync)) {
      assertThat(intake.source().listening()).isFalse();
      intake.consumer().start();
      await().pollInterval(Duration.ofMillis(1)).until(intake.source()::listening);

      publish(intake, "first");

      assertThat(intake.awaitTexts(1)).containsExactly("first");
    }
  }

  /** A retry may be asked for while the source waits, as it does most of the time. */
  @Test
  void waitingForAnAlertDoesNotHoldUpARetry() {
    try (var server = withoutJetStream(NatsVersion.NEWEST);
        var connection = TestBroker.connected(server.url())) {
      var source = new CoreSource(connection, CONFIG, TestBroker.TIMEOUT);
      source.fetch(1, Duration.ZERO, _ -> {});
      connection.current().publish("falco.notice.test", "again".getBytes(UTF_8));
      var first = new CompletableFuture<Delivery>();
      await().until(() -> source.fetch(1, Duration.ofSeconds(1), first::complete).count() == 1);
      var second = new CompletableFuture<Delivery>();
      var waiting =
          Thread.ofVirtual()
              .start(() -> {
                while (!second.isDone() && connection.state().connected()) {
                  source.fetch(1, Duration.ofHours(1), second::complete);
                }
              });
      await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

      first.join().nak(Duration.ofMillis(1));

      await().atMost(TestIntake.PATIENCE).until(second::isDone);
      assertThat(second.join().envelope().deliveries()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void nakedAlertComesAgainFromTheProcessAsTheSameAlert(NatsVersion version) {
    Consumer<Delivery> handler =
        delivery -> {
          if (delivery.envelope().deliveries() < 3) {
            delivery.nak(Duration.ofMillis(50));
          } else {
            delivery.ackSync();
          }
        };
    try (var server = withoutJetStream(version);
        var intake = TestIntake.started(server.url(), CONFIG, handler)) {
      await()
          .atMost(TestIntake.PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> {
            publish(intake, "again");
            return intake.deliveries().stream().anyMatch(one -> one.envelope().deliveries() == 3);
          });
      var third =
          intake.deliveries().stream()
              .filter(one -> one.envelope().deliveries() == 3)
              .findFirst()
              .orElseThrow();
      assertThat(
              intake.deliveries().stream()
                  .filter(one -> one.envelope().id().equals(third.envelope().id())))
          .hasSize(3);
      assertThat(TestIntake.text(third)).isEqualTo("again");
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void replicasShareTheAlerts(NatsVersion version) {
    try (var server = withoutJetStream(version);
        var first = listening(server, Delivery::ackSync);
        var second = TestIntake.started(server.url(), CONFIG, Delivery::ackSync)) {
      await()
          .atMost(TestIntake.PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> {
            publish(first, "ping");
            return !second.deliveries().isEmpty() && !first.deliveries().isEmpty();
          });
      for (var i = 0; i < 200; i++) {
        publish(first, "alert " + i);
      }
      await()
          .atMost(TestIntake.PATIENCE)
          .untilAsserted(() -> {
            var all = new HashSet<>(first.texts());
            all.addAll(second.texts());
            assertThat(all).hasSize(201);
          });
      assertThat(first.texts())
          .doesNotContainAnyElementsOf(
              second.texts().stream().filter(text -> !"ping".equals(text)).toList());
    }
  }

  @Test
  void goesOnAfterTheServerWasKilled() {
    try (var server = withoutJetStream(NatsVersion.NEWEST);
        var intake = listening(server, Delivery::ackSync)) {
      server.kill();
      server.restart();
      TestBroker.awaitConnected(intake.connection());
      await()
          .atMost(TestIntake.PATIENCE)
          .ignoreExceptions()
          .pollInterval(Duration.ofMillis(100))
          .until(() -> {
            publish(intake, "after");
            return intake.texts().contains("after");
          });
    }
  }

  @Test
  void stopHandsOverWhatHasComeAndCountsTheRetriesThatAreLost() {
    Consumer<Delivery> handler = delivery -> delivery.nak(Duration.ofMinutes(10));
    try (var server = withoutJetStream(NatsVersion.NEWEST);
        var intake = listening(server, handler)) {
      publish(intake, "waits for its retry");
      intake.awaitTexts(1);
      await().until(() -> intake.consumer().inHand() >= 0);
      intake.consumer().stop(Duration.ofSeconds(10));
      assertThat(intake.consumer().inHand()).isZero();
      assertThat(intake.source().dropped()).isGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void coreModeDoesNotTouchAJetStreamThatIsThere() throws Exception {
    try (var server = NatsServer.start(NatsVersion.NEWEST);
        var intake =
            TestIntake.started(
                server.url(), TestBroker.config(Mode.CORE, Provision.CREATE, 1), Delivery::ack)) {
      await()
          .atMost(TestIntake.PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> {
            publish(intake, "alert");
            return !intake.deliveries().isEmpty();
          });
      assertThat(intake.connection().current().jetStreamManagement().getStreamNames()).isEmpty();
    }
  }
}
