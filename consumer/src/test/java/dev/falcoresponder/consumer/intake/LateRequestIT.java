package dev.falcoresponder.consumer.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.broker.TestBroker;
import dev.falcoresponder.servers.Link;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.TcpProxy;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A request that is longer on its way than it waits, as on a machine that has too much to do. */
class LateRequestIT {
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final Duration LATE = Duration.ofMillis(1_200);

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void whatTheBrokerSendsForItIsTakenByTheNextAndNotLeftToTheNextDelivery(NatsVersion version)
      throws Exception {
    try (var server = NatsServer.start(version);
        var proxy = TcpProxy.to(server);
        var intake = new TestIntake(proxy.natsUrl(), TestBroker.CONFIG, _ -> {})) {
      var publisher = Nats.connect(server.url());
      intake.source().fetch(1, WAIT, _ -> {});
      proxy.become(new Link.Slow(LATE));
      var taken = new CopyOnWriteArrayList<Delivery>();
      var request = CompletableFuture.runAsync(() -> intake.source().fetch(1, WAIT, taken::add));

      var broker = publisher.jetStreamManagement();
      await()
          .atMost(TestIntake.PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> broker.getConsumerInfo("FALCO", "falco-responder").getNumWaiting() == 1);
      publisher.publish("falco.notice.late", "late".getBytes(UTF_8));
      request.join();
      proxy.become(new Link.Open());
      await()
          .atMost(TestIntake.PATIENCE)
          .until(() -> {
            intake.source().fetch(1, WAIT, taken::add);
            return !taken.isEmpty();
          });

      assertThat(taken).extracting(TestIntake::text).containsExactly("late");
      assertThat(taken.getFirst().envelope().deliveries()).isEqualTo(1);
      publisher.close();
    }
  }
}
