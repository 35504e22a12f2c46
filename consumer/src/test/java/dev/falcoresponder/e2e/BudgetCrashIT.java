package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Link;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.ResponderBuilder;
import dev.falcoresponder.servers.Scratch;
import dev.falcoresponder.servers.SharedServers;
import dev.falcoresponder.servers.TcpProxy;
import io.nats.client.api.ConsumerConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A replica that dies between counting a deletion and making it. */
@ExtendWith(SharedServers.class)
class BudgetCrashIT {
  /** Each way to the API server, so that a deletion can be stopped on it. */
  private static final Duration FAR = Duration.ofMillis(400);

  /** Longer than the requests of an attempt take by that way. */
  private static final Duration ACK_WAIT = Duration.ofSeconds(12);

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void deletionThatWasCountedIsMadeOnceAndCountsOnce(NatsVersion version, ApiServer apiServer) {
    try (var guarded = Guarded.open(version, apiServer);
        var scratch = Scratch.create("crash");
        var proxy = TcpProxy.to(apiServer)) {
      redeliverSoon(guarded.stage().broker());
      var pods = guarded.stage().cluster().pods("crash");
      var pod = pods.running("cart-0");
      proxy.become(new Link.Slow(FAR));
      try (var doomed = replica(guarded).kubeconfig(kubeconfig(guarded, proxy, scratch)).start()) {
        guarded.stage().broker().publish(Alert.about(pod));
        Stage.until("the deletion is counted", () -> guarded.spent() == 1);
        proxy.become(new Link.BlackHole());
        doomed.kill();
      }
      proxy.become(new Link.Reset());
      assertThat(pods.alive(pod)).isTrue();
      assertThat(guarded.stage().cluster().deletions(pods.namespace())).isEmpty();

      try (var heir = replica(guarded).start()) {
        pods.awaitGone("cart-0");
        assertThat(guarded.stage().outcomesOf(pods.namespace(), "cart-0"))
            .extracting(ResponseOutcome::outcome)
            .containsExactly("acted");
        assertThat(guarded.stage().cluster().deletions(pods.namespace())).hasSize(1);
        assertThat(guarded.spent()).isEqualTo(1);
        assertThat(heir.running()).isTrue();
      }
    }
  }

  /** One pod may be deleted: had the crash leaked, the alert would be held. */
  private static ResponderBuilder replica(Guarded guarded) {
    return guarded.replica().setting("budget.cluster", "1").setting("budget.namespace", "1");
  }

  private static void redeliverSoon(Broker broker) {
    var consumer = broker.consumer().getConsumerConfiguration();
    var soon = ConsumerConfiguration.builder(consumer).ackWait(ACK_WAIT).build();
    broker.ask(management -> management.addOrUpdateConsumer(Broker.STREAM, soon));
  }

  private static Path kubeconfig(Guarded guarded, TcpProxy proxy, Scratch scratch) {
    return guarded
        .stage()
        .cluster()
        .access()
        .through(proxy)
        .writeTo(scratch.path("kubeconfig.yaml"));
  }
}
