package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.broker.Certificates.Leaf;
import dev.falcoresponder.consumer.broker.ConnectionConfig.Identity;
import dev.falcoresponder.consumer.broker.ConnectionConfig.Tls;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;

  static Certificates ours;
  static Certificates strangers;
  static Leaf rsa;
  static Leaf ec;

  @BeforeAll
  static void certificates() throws Exception {
    ours = Certificates.authority(folder, "ours");
    strangers = Certificates.authority(folder, "strangers");
    rsa = ours.leaf("rsa", "RSA");
    ec = ours.leaf("ec", "EC");
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void trustsTheAuthorityInThePemFile(NatsVersion version) throws Exception {
    try (var nats = start(version, "");
        var connection = TestBroker.connected(config(nats, ours.ca(), Optional.empty()))) {
      assertThat(connection.state().connected()).isTrue();
    }
  }

  @Test
  void doesNotTrustAnotherAuthority() throws Exception {
    try (var nats = start(NatsVersion.NEWEST, "");
        var connection = new BrokerConnection(config(nats, strangers.ca(), Optional.empty()))) {
      assertRefused(connection, "certification path");
    }
  }

  @Test
  void platformDoesNotTrustOurAuthorityUnasked() throws Exception {
    try (var nats = start(NatsVersion.NEWEST, "");
        var connection = new BrokerConnection(TestBroker.connection(nats.url()))) {
      var failed = new CompletableFuture<Optional<String>>();
      connection.whenFailed(() -> failed.complete(connection.state().lastError()));
      // First told that TLS is needed, then tried with the platform's trust, which does not know
      // the authority.
      assertRefused(connection, "certification path");
      assertThat(failed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as("to be told that TLS is needed is no failure")
          .hasValueSatisfying(why -> assertThat(why).contains("certification path"));
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void showsItsCertificateToABrokerThatVerifiesClients(NatsVersion version) throws Exception {
    for (var client : List.of(rsa, ec)) {
      try (var nats = start(version, "verify: true");
          var connection =
              TestBroker.connected(config(nats, ours.ca(), Optional.of(client.identity())))) {
        assertThat(connection.state().connected()).isTrue();
      }
    }
  }

  @Test
  void brokerThatVerifiesClientsRefusesAStranger() throws Exception {
    var client = strangers.leaf("client", "EC");
    try (var nats = start(NatsVersion.NEWEST, "verify: true");
        var connection =
            new BrokerConnection(config(nats, ours.ca(), Optional.of(client.identity())))) {
      assertRefused(connection, "");
    }
  }

  @Test
  void rotatedFilesAreUsedAtTheNextConnect(@TempDir Path mounted) throws Exception {
    var good = ours.leaf("rotated", "EC");
    var bad = strangers.leaf("outdated", "EC");
    var identity = new Identity(mounted.resolve("tls.crt"), mounted.resolve("tls.key"));
    copy(good, identity);
    try (var nats = start(NatsVersion.NEWEST, "verify: true");
        var connection = TestBroker.connected(config(nats, ours.ca(), Optional.of(identity)))) {
      copy(bad, identity);
      nats.restart();
      await().atMost(PATIENCE).until(() -> connection.state().lastError().isPresent());
      assertThat(connection.state().connected()).isFalse();

      copy(good, identity);
      TestBroker.awaitConnected(connection);
    }
  }

  @Test
  void missingFileIsNamed() throws Exception {
    try (var nats = start(NatsVersion.NEWEST, "");
        var connection =
            new BrokerConnection(config(nats, folder.resolve("nowhere.pem"), Optional.empty()))) {
      assertRefused(connection, "nowhere.pem");
    }
  }

  private static void copy(Leaf leaf, Identity to) throws Exception {
    Files.copy(leaf.certificate(), to.certificate(), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(leaf.key(), to.key(), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void assertRefused(BrokerConnection connection, String why) {
    connection.start();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(connection.state().lastError().orElse("")).isNotEmpty().contains(why));
    assertThat(connection.state().connected()).isFalse();
  }

  private static ConnectionConfig config(NatsServer nats, Path ca, Optional<Identity> identity) {
    var tls = new Tls(Optional.of(ca), identity);
    return TestBroker.connection(
        "tls://127.0.0.1:" + nats.port(), Optional.empty(), Optional.of(tls));
  }

  private static NatsServer start(NatsVersion version, String more) {
    try {
      var tls =
          "tls { cert_file: \"%s\", key_file: \"%s\", ca_file: \"%s\", timeout: 5, %s }"
              .formatted(rsa.certificate(), rsa.key(), ours.ca(), more);
      return NatsServer.builder()
          .version(version)
          .jetStream(false)
          .config(tls)
          .files(folder)
          .start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
