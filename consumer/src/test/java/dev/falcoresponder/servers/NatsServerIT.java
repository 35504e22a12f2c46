package dev.falcoresponder.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
@SuppressWarnings("try") // a Connection may be interrupted while it closes, which nobody does here
class NatsServerIT {
  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void messageOutlivesSigkillAndRestart(NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version)) {
      try (var connection = connect(server.url())) {
        createStream(connection, 1);
        connection.jetStream().publish("kept.one", "alert".getBytes(UTF_8));
      }
      int port = server.port();

      server.kill();
      assertThat(server.running()).isFalse();
      server.restart();

      assertThat(server.port()).isEqualTo(port);
      try (var connection = connect(server.url())) {
        assertThat(connection.jetStreamManagement().getMessage("KEPT", 1).getData())
            .asString()
            .isEqualTo("alert");
      }
    }
  }

  @Test
  void floorIsNats29AndNewestIsNot() {
    try (var floor = NatsServer.start(NatsVersion.FLOOR);
        var newest = NatsServer.start(NatsVersion.NEWEST)) {
      assertThat(floor.version()).startsWith("2.9.");
      assertThat(newest.version()).doesNotStartWith("2.9.");
    }
  }

  @Test
  void serverWithoutJetStreamSaysSo() throws Exception {
    try (var server = NatsServer.builder().jetStream(false).start();
        var connection = connect(server.url())) {
      assertThat(connection.getServerInfo().isJetStreamAvailable()).isFalse();
    }
  }

  @Test
  void secondServerFindsTheStreamsOfTheGivenStore(@TempDir Path store) throws Exception {
    try (var first = NatsServer.builder().store(store).start();
        var connection = connect(first.url())) {
      createStream(connection, 1);
    }
    try (var second = NatsServer.builder().store(store).start();
        var connection = connect(second.url())) {
      assertThat(connection.jetStreamManagement().getStreamNames()).containsExactly("KEPT");
    }
  }

  @Test
  void configInsertIsObeyed() {
    try (var server =
        NatsServer.builder().config("authorization { user: u, password: p }").start()) {
      assertThatThrownBy(() -> connect(server.url()).close()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void pausedServerKeepsConnectionsAndAnswersWhenResumed() throws Exception {
    try (var server = NatsServer.start(NatsVersion.NEWEST);
        var connection = connect(server.url())) {
      server.pause();
      assertThatThrownBy(() -> connection.flush(Duration.ofMillis(200)))
          .isInstanceOf(TimeoutException.class);

      server.resume();

      connection.flush(Duration.ofSeconds(10));
      assertThat(connection.getStatus()).isEqualTo(Connection.Status.CONNECTED);
    }
  }

  @Test
  void pausingAndResumingTwiceIsAsGoodAsOnce() throws Exception {
    try (var server = NatsServer.start(NatsVersion.NEWEST);
        var connection = connect(server.url())) {
      server.resume();
      server.pause();
      server.pause();
      server.resume();
      server.resume();

      connection.flush(Duration.ofSeconds(10));
      assertThat(connection.getStatus()).isEqualTo(Connection.Status.CONNECTED);
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void pausedServerCanBeKilledAndStoppedAndComesBack(NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version)) {
      server.pause();
      assertThat(server.running()).isTrue();
      server.kill();
      assertThat(server.running()).isFalse();
      server.pause();
      server.resume();
      server.restart();
      assertThat(server.running()).isTrue();

      server.pause();
      server.stop();
      assertThat(server.running()).isFalse();
      server.restart();

      try (var connection = connect(server.url())) {
        connection.flush(Duration.ofSeconds(10));
      }
    }
  }

  @Test
  void badConfigIsShownInTheError() {
    assertThatThrownBy(() -> NatsServer.builder().config("no_such_option: 1").start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no_such_option");
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void clusterKeepsItsStreamWhenTheLeaderIsKilled(NatsVersion version) throws Exception {
    try (var cluster = NatsCluster.start(version);
        var connection = connect(cluster.url())) {
      createStream(connection, 3);
      connection.jetStream().publish("kept.one", "alert".getBytes(UTF_8));
      var leader = leaderOf("KEPT", connection);

      cluster.server(leader).kill();

      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> connection.jetStreamManagement().getMessage("KEPT", 1) != null);
      cluster.server(leader).restart();
      cluster.awaitHealthy();
      assertThat(cluster.leader()).isPresent();
    }
  }

  private static Connection connect(String url) throws IOException, InterruptedException {
    return Nats.connect(Options.builder().server(url).maxReconnects(-1).build());
  }

  private static String leaderOf(String stream, Connection connection) throws Exception {
    var cluster =
        requireNonNull(connection.jetStreamManagement().getStreamInfo(stream).getClusterInfo());
    return requireNonNull(cluster.getLeader());
  }

  private static void createStream(Connection connection, int replicas) throws Exception {
    connection
        .jetStreamManagement()
        .addStream(
            StreamConfiguration.builder()
                .name("KEPT")
                .subjects("kept.>")
                .replicas(replicas)
                .build());
  }
}
