package dev.falcoresponder.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.falcoresponder.consumer.decode.Alerts;
import dev.falcoresponder.consumer.decode.DecodedAlert;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Our account of what Falcosidekick does, against what it has done. */
class FalcosidekickRulesTest {
  private static final List<String> RECORDINGS =
      List.of("01-terminal-shell", "06-with-pod-uid", "12-k8saudit-attach-exec");

  /** What came out of Falcosidekick, and where it was published. */
  record Published(String name, String subject, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Published> published() throws IOException {
    return Stream.concat(RECORDINGS.stream().map(FalcosidekickRulesTest::recorded), samples());
  }

  private static Published recorded(String name) {
    var replay = WireReplay.recorded(name);
    return new Published(name + ".tcp", replay.subject(), new String(replay.payload(), UTF_8));
  }

  private static Stream<Published> samples() throws IOException {
    var manifest = JsonParser.parseString(resource("manifest.json")).getAsJsonArray();
    return StreamSupport.stream(manifest.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(entry -> !entry.get("file").getAsString().matches(".*(\\.raw\\.|-bad-).*"))
        .map(FalcosidekickRulesTest::sample);
  }

  private static Published sample(JsonObject entry) {
    var file = entry.get("file").getAsString();
    try {
      return new Published(file, entry.get("subject").getAsString(), resource(file).strip());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  void whatFalcoSaidBecomesWhatFalcosidekickPublished(Published alert) {
    var falco = falco(alert.message());

    assertThat(FalcosidekickRules.subject(falco)).isEqualTo(alert.subject());
    // Before 2.27 there was no id.
    uuid(alert.message())
        .ifPresent(
            uuid -> assertThat(FalcosidekickRules.message(falco, uuid)).isEqualTo(alert.message()));
  }

  @Test
  void messagesWithAnIdAreMost() throws IOException {
    assertThat(published().filter(alert -> uuid(alert.message()).isPresent())).hasSize(17);
  }

  @ParameterizedTest
  @MethodSource("published")
  void programReadsTheSameOfBoth(Published alert) {
    var fields = fields(alert.message());

    assertThat(said(Alerts.decoded(falco(alert.message()), fields)))
        .isEqualTo(said(Alerts.decoded(alert.message(), fields)));
  }

  @ParameterizedTest
  @CsvSource({
    "Redirect STDOUT/STDIN to Network, redirect_stdout_stdin_to_network",
    "(open+create), open_create",
    "\u0130stanbul, istanbul",
    "\u212Aernel, kernel",
    "D\u00E9tection d'un shell, d_tection_d_un_shell"
  })
  void lettersAreThoseOfGo(String rule, String slug) {
    var alert = new JsonObject();
    alert.addProperty("rule", rule);
    alert.addProperty("priority", "Informational");

    assertThat(FalcosidekickRules.subject(alert.toString()))
        .isEqualTo("falco.informational." + slug);
  }

  /** The same as Falco would have sent it: no id, nine digits, other keys first, one more. */
  private static String falco(String message) {
    var published = JsonParser.parseString(message).getAsJsonObject();
    var alert = new JsonObject();
    alert.addProperty("message", "dropped on the way");
    published.keySet().stream()
        .filter(key -> !key.equals("uuid"))
        .sorted()
        .forEach(key -> alert.add(key, published.get(key)));
    alert.addProperty("time", nineDigits(published.get("time").getAsString()));
    return alert.toString();
  }

  private static String nineDigits(String time) {
    var end = time.indexOf('Z');
    var point = time.indexOf('.');
    var digits = point < 0 ? "" : time.substring(point + 1, end);
    return time.substring(0, point < 0 ? end : point)
        + "."
        + digits
        + "0".repeat(9 - digits.length())
        + "Z";
  }

  private static Optional<String> uuid(String message) {
    return Optional.ofNullable(JsonParser.parseString(message).getAsJsonObject().get("uuid"))
        .map(JsonElement::getAsString);
  }

  private static String[] fields(String message) {
    var fields = JsonParser.parseString(message).getAsJsonObject().get("output_fields");
    return fields.getAsJsonObject().keySet().toArray(String[]::new);
  }

  private static List<Object> said(DecodedAlert decoded) {
    return List.of(decoded.alert(), decoded.pod(), decoded.lead());
  }

  private static String resource(String name) throws IOException {
    try (var in = FalcosidekickRulesTest.class.getResourceAsStream("/alerts/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    }
  }
}
