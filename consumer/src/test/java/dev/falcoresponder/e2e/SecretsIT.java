package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.ResponderBuilder;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A replica logs all it can, at work and in trouble, and none of its secrets is in that. */
@ExtendWith(SharedServers.class)
class SecretsIT {
  private static final String PASSWORD = "Wor7-of-magic";
  private static final String WRONG = "An07her-one";

  private final Stage stage;

  SecretsIT(ApiServer apiServer) {
    var server =
        NatsServer.builder()
            .config("authorization { user: responder, password: \"%s\" }".formatted(PASSWORD))
            .start();
    var url = "nats://responder:%s@127.0.0.1:%d".formatted(PASSWORD, server.port());
    stage = new Stage(Broker.of(server, url), Cluster.on(apiServer));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  /** Ways to log in by a password. */
  enum Login {
    BY_KEY,
    BY_URL
  }

  @ParameterizedTest
  @EnumSource
  void secretsOfAReplicaAtWorkAreNotInItsLog(Login login) {
    try (var replica = replica(login, PASSWORD).start()) {
      var pods = stage.cluster().pods("secret");
      stage.broker().store(Alert.about(pods.running("cart-0")));
      pods.awaitGone("cart-0");
      stage.awaitSettled();
      replica.stop();

      assertTalkative(replica);
      assertThat(said(replica)).doesNotContain(PASSWORD, stage.cluster().access().token());
    }
  }

  @ParameterizedTest
  @EnumSource
  void secretsOfAReplicaThatIsNotLetInAreNotInItsLogAndNotInWhatItAnswers(Login login) {
    try (var replica = replica(login, WRONG).launch()) {
      Stage.until("it says why", () -> replica.readiness().contains("not connected to NATS: "));
      var readiness = replica.readiness();
      replica.stop();

      assertTalkative(replica);
      assertThat(readiness).contains("Authorization Violation").doesNotContain(WRONG);
      assertThat(said(replica)).doesNotContain(WRONG, stage.cluster().access().token());
    }
  }

  private ResponderBuilder replica(Login login, String password) {
    var port = stage.broker().server().port();
    var builder = stage.replica().setting("log.level", "trace");
    return switch (login) {
      case BY_KEY ->
          builder
              .setting("nats.user", "responder")
              .setting("nats.password", password)
              .nats("nats://127.0.0.1:" + port);
      case BY_URL -> builder.nats("nats://responder:%s@127.0.0.1:%d".formatted(password, port));
    };
  }

  /** Also what the libraries say at the level that says most. */
  private static void assertTalkative(ResponderProcess replica) {
    assertThat(replica.logLines())
        .extracting(line -> line.get("level").getAsString())
        .contains("INFO", "DEBUG");
  }

  private static String said(ResponderProcess replica) {
    return String.join("\n", replica.output());
  }
}
