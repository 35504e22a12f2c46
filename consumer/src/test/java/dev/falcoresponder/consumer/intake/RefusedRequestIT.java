package dev.falcoresponder.consumer.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.broker.TestBroker;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.Nats;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything is in place on the broker, and it refuses all the same to hand alerts out. */
class RefusedRequestIT {
  private static final String REQUEST = "$JS.API.CONSUMER.MSG.NEXT.FALCO.falco-responder";

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  @SuppressWarnings("try") // closing a connection may be interrupted, which fails the test
  void obstacleIsWhatTheBrokerSaysUntilItHandsOutAlertsAgain(NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version);
        var intake = new TestIntake(server.url(), TestBroker.CONFIG, Delivery::ack);
        var other = Nats.connect(server.url())) {
      var broker = other.jetStreamManagement();
      broker.deleteConsumer("FALCO", "falco-responder");
      broker.addOrUpdateConsumer(
          "FALCO",
          ConsumerConfiguration.builder()
              .durable("falco-responder")
              .ackPolicy(AckPolicy.Explicit)
              .ackWait(TestBroker.CONFIG.ackWait())
              .maxAckPending(TestBroker.CONFIG.maxAckPending())
              .maxPullWaiting(1)
              .build());
      var waiting = other.subscribe(other.createInbox());
      other.publish(REQUEST, waiting.getSubject(), "{\"batch\":1}".getBytes(UTF_8));
      await()
          .atMost(TestIntake.PATIENCE)
          .until(() -> broker.getConsumerInfo("FALCO", "falco-responder").getNumWaiting() == 1);

      intake.consumer().start();

      await()
          .atMost(TestIntake.PATIENCE)
          .until(() -> intake.consumer().obstacle().equals(Optional.of("Exceeded MaxWaiting")));
      assertThat(intake.consumer().starved()).isTrue();
      assertThat(intake.keeper().trouble()).isEmpty();

      waiting.unsubscribe();
      other.flush(Duration.ofSeconds(5));

      await()
          .atMost(TestIntake.PATIENCE)
          .until(() -> intake.consumer().obstacle().isEmpty() && !intake.consumer().starved());
    }
  }
}
