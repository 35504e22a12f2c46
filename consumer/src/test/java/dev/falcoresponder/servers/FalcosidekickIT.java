package dev.falcoresponder.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.nats.client.Message;
import io.nats.client.Nats;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("try") // a Connection may be interrupted while it closes, which nobody does here
class FalcosidekickIT {
  private static final String ALERT =
      """
      {"rule":"Terminal shell in container","priority":"Notice","source":"syscall","output":"a shell",\
      "time":"2026-06-06T06:08:06.6Z","output_fields":{"k8s.ns.name":"shop","k8s.pod.name":"web-0"}}\
      """;

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void recordingPlayedIntoARealServerIsAPlainMessage(NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version)) {
      var replay = WireReplay.recorded("06-with-pod-uid");

      var message = received(server, () -> replay.playInto(server));

      assertThat(message.getSubject()).isEqualTo("falco.notice.terminal_shell_in_container");
      assertThat(message.getData()).isEqualTo(replay.payload());
      assertThat(message.getReplyTo()).isNull();
      assertThat(message.hasHeaders()).isFalse();
    }
  }

  @Test
  void alertArrivesWhicheverKindPublishesIt() throws Exception {
    try (var server = NatsServer.start(NatsVersion.NEWEST);
        var sidekick = Falcosidekick.publishingInto(server)) {
      var message = received(server, () -> sidekick.publish(ALERT));

      assertThat(message.getSubject()).isEqualTo("falco.notice.terminal_shell_in_container");
      var alert = JsonParser.parseString(new String(message.getData(), UTF_8)).getAsJsonObject();
      assertThat(alert.getAsJsonObject("output_fields").get("k8s.pod.name").getAsString())
          .isEqualTo("web-0");
      assertThat(sidekick.description()).startsWith("Falcosidekick");
    }
  }

  @Test
  void recordingLogsInWhereTheServerAsksForIt() throws Exception {
    var replay = WireReplay.recorded("01-terminal-shell");
    try (var server =
        NatsServer.builder().config("authorization { user: u, password: p }").start()) {
      assertThatThrownBy(() -> replay.playInto(server))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("Authorization Violation");

      replay.loggedInAs("u", "p").playInto(server);
    }
  }

  private static Message received(NatsServer server, Runnable publication) throws Exception {
    try (var connection = Nats.connect(server.url())) {
      var subscription = connection.subscribe("falco.>");
      connection.flush(Duration.ofSeconds(60));
      publication.run();
      return Objects.requireNonNull(subscription.nextMessage(Duration.ofSeconds(60)), "no message");
    }
  }
}
