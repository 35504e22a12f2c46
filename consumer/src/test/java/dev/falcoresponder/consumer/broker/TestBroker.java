package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.broker.BrokerConfig.Mode;
import dev.falcoresponder.consumer.broker.BrokerConfig.Provision;
import dev.falcoresponder.consumer.broker.ConnectionConfig.Login;
import dev.falcoresponder.consumer.broker.ConnectionConfig.Tls;
import io.nats.client.JetStreamManagement;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Configurations for tests, and a connection that is there. */
public final class TestBroker {
  public static final Duration TIMEOUT = Duration.ofSeconds(5);
  public static final BrokerConfig CONFIG = config(Mode.JETSTREAM, Provision.CREATE, 1);

  private TestBroker() {}

  public static BrokerConfig config(Mode mode, Provision provision, int replicas) {
    return config(mode, provision, replicas, Duration.ofSeconds(30), 10_000);
  }

  public static BrokerConfig config(
      Mode mode, Provision provision, int replicas, Duration ackWait, int maxAckPending) {
    return new BrokerConfig(
        mode,
        "FALCO",
        "falco.>",
        "falco-responder",
        provision,
        replicas,
        Duration.ofDays(3),
        ackWait,
        maxAckPending,
        Duration.ofMinutes(6),
        Duration.ofMinutes(15),
        Duration.ofMinutes(10));
  }

  public static ConnectionConfig connection(String servers) {
    return connection(servers, Optional.empty(), Optional.empty());
  }

  public static ConnectionConfig connection(
      String servers, Optional<Login> login, Optional<Tls> tls) {
    return new ConnectionConfig(uris(servers), "test", login, tls, "_INBOX", TIMEOUT);
  }

  private static List<URI> uris(String servers) {
    return Stream.of(servers.split(",")).map(URI::create).toList();
  }

  /** A started connection that is connected. */
  public static BrokerConnection connected(ConnectionConfig config) {
    var connection = new BrokerConnection(config);
    connection.start();
    awaitConnected(connection);
    return connection;
  }

  public static BrokerConnection connected(String servers) {
    return connected(connection(servers));
  }

  public static void awaitConnected(BrokerConnection connection) {
    await("connection: " + connection.state())
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> connection.state().connected());
  }

  /** What a keeper finds that has never looked before. */
  static BrokerState look(BrokerConnection connection, BrokerConfig config) {
    return new BrokerKeeper(config, connection, TestBroker.TIMEOUT).ensure();
  }

  /** What is fatal of what differs. */
  static List<String> fatal(BrokerState state) {
    assertThat(state).isInstanceOf(BrokerState.Unfit.class);
    return ((BrokerState.Unfit) state)
        .differences().stream().filter(Difference::fatal).map(Difference::sentence).toList();
  }

  /** What is only told of what differs. */
  static List<String> told(BrokerState state) {
    assertThat(state).isInstanceOf(BrokerState.JetStream.class);
    return ((BrokerState.JetStream) state).tolerated().stream().map(Difference::sentence).toList();
  }

  /** For looking at what is there, and making it. */
  static JetStreamManagement broker(BrokerConnection connection) throws Exception {
    return connection.current().jetStreamManagement();
  }
}
