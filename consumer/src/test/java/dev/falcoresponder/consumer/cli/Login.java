package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.servers.NatsServer;
import java.util.Map;

/** A user of a broker, whose password is {@code x}, at the command line. */
record Login(NatsServer server, String user) {
  /** The broker's URL with the login. */
  String url() {
    return server.url().replace("nats://", "nats://" + user + ":x@");
  }

  /** A command of this user's, who does not wait for long. */
  Typed typed(String... words) {
    return Typed.typed(
        Map.of(
            "FALCO_RESPONDER_NATS_SERVERS", url(), "FALCO_RESPONDER_NATS_REQUEST_TIMEOUT", "500ms"),
        words);
  }
}
