package dev.falcoresponder.manifests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.servers.KedaScaler;
import dev.falcoresponder.servers.NatsCluster;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Program;
import dev.falcoresponder.servers.ResponderBuilder;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.Servers;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.nats.client.Connection;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.Message;
import io.nats.client.Nats;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The trigger of the component {@code keda}, asked of real servers as KEDA asks them: what the
 * program makes there is what the trigger names.
 */
@SuppressWarnings({
  "NullAway.Init", // what each test is given before it starts
  "try" // what is closed may be interrupted meanwhile, which fails the test
})
class KedaIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String STREAM = "FALCO";
  private static final String CONSUMER = "falco-responder";
  private static final int ALERTS = 20;
  private static final int IN_HAND = 5;

  @TempDir private Path folder;
  private Kubectl kubectl;

  @BeforeEach
  void findKubectl() {
    kubectl = new Kubectl(Servers.requireExecutable(Program.KUBECTL).path(), folder);
  }

  @Test
  void singleServerTellsTheLag() throws Exception {
    try (var server = NatsServer.start(NatsVersion.NEWEST)) {
      var keda = new KedaScaler(trigger("keda"), _ -> server.monitorUrl());

      walk(keda, replica(server.url()), server.url());
    }
  }

  /** The account's user makes what the component forbids the replicas to make. */
  @Test
  void accountOfTheComponentIsAskedFor() throws Exception {
    try (var server = NatsServer.builder().config(NatsAccounts.config()).start()) {
      var url = server.url().replace("nats://", "nats://admin:" + NatsAccounts.PASSWORD + "@");
      var trigger = trigger("keda", "nats-accounts");
      assertThat(trigger).containsEntry("account", NatsAccounts.ACCOUNT);

      walk(new KedaScaler(trigger, _ -> server.monitorUrl()), replica(url), url);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leaderInAClusterTellsTheLagAlsoOnceItIsAnother(boolean advertised) throws Exception {
    try (var cluster = NatsCluster.startAsTheChart(NatsVersion.NEWEST, advertised)) {
      var keda = new KedaScaler(trigger("keda"), dns(cluster));
      var replica = replica(cluster.url()).setting("nats.replicas", "3");

      walk(keda, replica, cluster.url());
      try (var connection = Nats.connect(cluster.url())) {
        publish(connection);
        await().atMost(PATIENCE).until(() -> keda.lag() == ALERTS);
        var before = leader(connection);
        // With three replicas the next one may be the same again.
        await()
            .atMost(PATIENCE)
            .until(() -> {
              stepDown(connection);
              return !leader(connection).equals(before);
            });
        await().atMost(PATIENCE).ignoreExceptions().until(() -> keda.lag() == ALERTS);
      }
    }
  }

  /** From a broker without anything to one on which all alerts are answered. */
  private static void walk(KedaScaler keda, ResponderBuilder builder, String url) throws Exception {
    assertThatThrownBy(keda::lag).isInstanceOf(KedaScaler.UnansweredException.class);
    try (var replica = builder.launch()) {
      // What the program makes, with no alert for it yet.
      await().atMost(PATIENCE).ignoreExceptions().until(() -> keda.lag() == 0);
      replica.stop();
    }
    try (var connection = Nats.connect(url)) {
      publish(connection);
      await().atMost(PATIENCE).until(() -> keda.lag() == ALERTS);

      var taken = take(connection);
      assertThat(connection.getConsumerContext(STREAM, CONSUMER).getConsumerInfo().getNumPending())
          .isEqualTo(ALERTS - IN_HAND);
      assertThat(keda.lag()).as("those in hand count").isEqualTo(ALERTS);

      for (var message : taken) {
        message.ackSync(PATIENCE);
      }
      await().atMost(PATIENCE).until(() -> keda.lag() == ALERTS - IN_HAND);
      connection.jetStreamManagement().purgeStream(STREAM);
      await().atMost(PATIENCE).until(() -> keda.lag() == 0);
    }
  }

  /** Makes its streams; no alert is there for which it would need an API server. */
  private static ResponderBuilder replica(String url) {
    return ResponderProcess.builder().nats(url).setting("http.address", "127.0.0.1");
  }

  private static void publish(Connection connection) throws Exception {
    for (int alert = 0; alert < ALERTS; alert++) {
      connection.jetStream().publish("falco.notice.drill", "{}".getBytes(UTF_8));
    }
  }

  private static List<Message> take(Connection connection) throws Exception {
    var taken = new ArrayList<Message>();
    var options = FetchConsumeOptions.builder().maxMessages(IN_HAND).expiresIn(5_000).build();
    try (var fetch = connection.getConsumerContext(STREAM, CONSUMER).fetch(options)) {
      for (var message = fetch.nextMessage(); message != null; message = fetch.nextMessage()) {
        taken.add(message);
      }
    }
    assertThat(taken).hasSize(IN_HAND);
    return taken;
  }

  private static String leader(Connection connection) throws Exception {
    var info = connection.jetStreamManagement().getConsumerInfo(STREAM, CONSUMER);
    return Objects.requireNonNullElse(
        Objects.requireNonNull(info.getClusterInfo()).getLeader(), "");
  }

  private static void stepDown(Connection connection) throws Exception {
    connection.request(
        "$JS.API.CONSUMER.LEADER.STEPDOWN." + STREAM + "." + CONSUMER, new byte[0], PATIENCE);
    await().atMost(PATIENCE).ignoreExceptions().until(() -> !leader(connection).isEmpty());
  }

  /** The Service is one of them, the first; a server's name is the first label of its host's. */
  private static Function<String, URI> dns(NatsCluster cluster) {
    return host ->
        cluster.servers().stream()
            .filter(server -> host.startsWith(server.name() + "."))
            .findFirst()
            .orElseGet(() -> cluster.servers().getFirst())
            .monitorUrl();
  }

  /** What KEDA is told where these components are taken. */
  private Map<String, String> trigger(String... components) {
    var built = Overlay.of(kubectl, folder, List.of(components)).built();
    var scaled = Overlay.objects(built, "ScaledObject", GenericKubernetesResource.class).getFirst();
    List<Map<String, Object>> triggers = Objects.requireNonNull(scaled.get("spec", "triggers"));
    assertThat(triggers).singleElement().extracting("type").isEqualTo("nats-jetstream");
    return metadata(triggers.getFirst());
  }

  @SuppressWarnings("unchecked") // as KEDA's definition has it
  private static Map<String, String> metadata(Map<String, Object> trigger) {
    return (Map<String, String>) Objects.requireNonNull(trigger.get("metadata"));
  }
}
