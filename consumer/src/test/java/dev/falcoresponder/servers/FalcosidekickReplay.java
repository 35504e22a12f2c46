package dev.falcoresponder.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Plays what Falcosidekick put on the wire, with what it would make of another alert.
 *
 * @param login makes the conversation that of a client that logs in
 */
record FalcosidekickReplay(int port, UnaryOperator<WireReplay> login) implements Falcosidekick {
  @Override
  public void publish(String alertJson) {
    var alert =
        WireReplay.recorded("01-terminal-shell")
            .with(
                FalcosidekickRules.subject(alertJson),
                FalcosidekickRules.message(alertJson, UUID.randomUUID().toString())
                    .getBytes(UTF_8));
    login.apply(alert).playInto(port);
  }

  @Override
  public String description() {
    return "Falcosidekick's recorded conversation, played again";
  }

  @Override
  public void close() {}
}
