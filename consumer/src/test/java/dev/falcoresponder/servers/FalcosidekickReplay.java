package dev.falcoresponder.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonParser;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Plays what Falcosidekick put on the wire, with another alert. The alert itself is published as
 * given.
 *
 * @param login makes the conversation that of a client that logs in
 */
record FalcosidekickReplay(int port, UnaryOperator<WireReplay> login) implements Falcosidekick {
  @Override
  public void publish(String alertJson) {
    var alert =
        WireReplay.recorded("01-terminal-shell")
            .with(subject(alertJson), alertJson.getBytes(UTF_8));
    login.apply(alert).playInto(port);
  }

  /**
   * Falcosidekick's default template, {@code falco.<priority>.<rule>}, in which a rule's name is
   * reduced to a-z0-9.
   */
  static String subject(String alertJson) {
    var alert = JsonParser.parseString(alertJson).getAsJsonObject();
    var priority = alert.get("priority").getAsString().toLowerCase(Locale.ROOT);
    var rule = alert.get("rule").getAsString().toLowerCase(Locale.ROOT);
    var slug = rule.replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
    return "falco." + priority + "." + slug;
  }

  @Override
  public String description() {
    return "Falcosidekick's recorded conversation, played again";
  }

  @Override
  public void close() {}
}
