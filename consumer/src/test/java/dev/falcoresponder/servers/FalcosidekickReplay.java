package dev.falcoresponder.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/** Plays what Falcosidekick put on the wire, with what it would make of another alert. */
record FalcosidekickReplay(int port) implements Falcosidekick {
  @Override
  public void publish(String alertJson) {
    WireReplay.recorded("01-terminal-shell")
        .with(
            FalcosidekickRules.subject(alertJson),
            FalcosidekickRules.message(alertJson, UUID.randomUUID().toString()).getBytes(UTF_8))
        .playInto(port);
  }

  @Override
  public String description() {
    return "Falcosidekick's recorded conversation, played again";
  }

  @Override
  public void close() {}
}
