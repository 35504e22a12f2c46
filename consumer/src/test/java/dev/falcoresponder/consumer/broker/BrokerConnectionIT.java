package dev.falcoresponder.consumer.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.broker.ConnectionConfig.Login;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.Connection;
import io.nats.client.NKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
class BrokerConnectionIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Commands give up then; the program itself goes on. */
  @Test
  void attemptThatComesToNothingIsTold() throws Exception {
    try (var connection = new BrokerConnection(TestBroker.connection("nats://127.0.0.1:1"))) {
      var failed = new CountDownLatch(1);
      connection.whenFailed(failed::countDown);
      connection.start();

      assertThat(failed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(connection.state())
          .isEqualTo(new ConnectionState(false, Optional.of("Connection refused")));
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void startsBeforeTheBrokerAndConnectsOnceItIsThere(NatsVersion version) {
    try (var server = NatsServer.start(version)) {
      server.kill();
      try (var connection = new BrokerConnection(TestBroker.connection(server.url()))) {
        var connects = new AtomicInteger();
        connection.whenConnected(connects::incrementAndGet);
        connection.start();
        await().atMost(PATIENCE).until(() -> connection.state().lastError().isPresent());
        assertThat(connection.state().connected()).isFalse();
        assertThatThrownBy(connection::current).isInstanceOf(IllegalStateException.class);

        server.restart();
        TestBroker.awaitConnected(connection);

        assertThat(connection.state().lastError()).isEmpty();
        assertThat(connection.current().getServerInfo().getVersion()).isEqualTo(server.version());
        await().atMost(PATIENCE).untilAtomic(connects, org.hamcrest.Matchers.equalTo(1));
      }
    }
  }

  @Test
  void sameConnectionComesBackAfterSigkillAndTellsIt() {
    try (var server = NatsServer.start(NatsVersion.NEWEST);
        var connection = new BrokerConnection(TestBroker.connection(server.url()))) {
      var connects = new AtomicInteger();
      connection.whenConnected(connects::incrementAndGet);
      connection.start();
      await().atMost(PATIENCE).until(() -> connects.get() == 1);
      var before = connection.current();

      server.kill();
      await().atMost(PATIENCE).until(() -> !connection.state().connected());
      server.restart();
      TestBroker.awaitConnected(connection);

      assertThat(connection.current()).isSameAs(before);
      await().atMost(PATIENCE).until(() -> connects.get() == 2);
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void logsInByUserAndPassword(NatsVersion version) {
    var login = new Login.UserPassword("responder", new Secret("s3cret"));
    assertLogsIn(version, "authorization { user: responder, password: s3cret }", login);
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void logsInByToken(NatsVersion version) {
    assertLogsIn(version, "authorization { token: t0ken }", new Login.Token(new Secret("t0ken")));
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void logsInByNkey(NatsVersion version, @TempDir Path folder) throws Exception {
    var key = NKey.createUser(new SecureRandom());
    var seed = Files.writeString(folder.resolve("user.nk"), new String(key.getSeed()) + "\n");
    var users =
        "authorization { users: [ { nkey: %s } ] }".formatted(new String(key.getPublicKey()));
    assertLogsIn(version, users, new Login.NkeySeed(seed));
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void logsInByCredentialsFile(NatsVersion version, @TempDir Path folder) throws Exception {
    var operator = TestOperator.create();
    var file = Files.writeString(folder.resolve("user.creds"), operator.credentials());
    assertLogsIn(version, operator.serverConfig(), new Login.Credentials(file));
  }

  private static void assertLogsIn(NatsVersion version, String config, Login login) {
    try (var server =
            NatsServer.builder().version(version).jetStream(false).config(config).start();
        var connection =
            TestBroker.connected(
                TestBroker.connection(server.url(), Optional.of(login), Optional.empty()))) {
      assertThat(connection.state()).isEqualTo(new ConnectionState(true, Optional.empty()));
    }
  }

  @Test
  void userInformationInTheAddressLogsInAndIsMaskedInErrors() {
    try (var server =
        NatsServer.builder()
            .jetStream(false)
            .config("authorization { user: u, password: right }")
            .start()) {
      try (var connection = TestBroker.connected("nats://u:right@127.0.0.1:" + server.port())) {
        assertThat(connection.state().connected()).isTrue();
      }
      try (var connection =
          new BrokerConnection(
              TestBroker.connection("nats://u:wr0ng@127.0.0.1:" + server.port()))) {
        connection.start();
        await().atMost(PATIENCE).until(() -> connection.state().lastError().isPresent());
        assertThat(connection.state().lastError().orElseThrow())
            .containsIgnoringCase("authorization")
            .doesNotContain("wr0ng");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void connectionThatTheClientClosedForGoodIsMadeAnewWithTheRotatedSecret(
      NatsVersion version, @TempDir Path folder) throws Exception {
    var first = NKey.createUser(new SecureRandom());
    var second = NKey.createUser(new SecureRandom());
    var seed = Files.writeString(folder.resolve("user.nk"), new String(first.getSeed()));
    var port = new int[1];
    try (var server = withUser(version, 0, first);
        var connection =
            TestBroker.connected(
                TestBroker.connection(
                    server.url(), Optional.of(new Login.NkeySeed(seed)), Optional.empty()))) {
      port[0] = server.port();
      var before = connection.current();
      server.stop();
      try (var rotated = withUser(version, port[0], second)) {
        // Refused twice with the same words: the client closes the connection although it may
        // reconnect for ever.
        await().atMost(PATIENCE).until(() -> before.getStatus() == Connection.Status.CLOSED);
        assertThat(connection.state().connected()).isFalse();

        Files.write(seed, new String(second.getSeed()).getBytes(UTF_8));
        TestBroker.awaitConnected(connection);

        assertThat(connection.current()).isNotSameAs(before);
        assertThat(rotated.running()).isTrue();
      }
    }
  }

  private static NatsServer withUser(NatsVersion version, int port, NKey key) throws Exception {
    var users =
        "authorization { users: [ { nkey: %s } ] }".formatted(new String(key.getPublicKey()));
    return NatsServer.builder().version(version).jetStream(false).port(port).config(users).start();
  }

  @Test
  void closingWhileTheBrokerIsAwayEndsTheAttempts() {
    try (var server = NatsServer.start(NatsVersion.NEWEST)) {
      server.kill();
      var connection = new BrokerConnection(TestBroker.connection(server.url()));
      connection.start();
      await().atMost(PATIENCE).until(() -> connection.state().lastError().isPresent());
      connection.close();
      server.restart();
      assertThat(connection.state().connected()).isFalse();
    }
  }
}
