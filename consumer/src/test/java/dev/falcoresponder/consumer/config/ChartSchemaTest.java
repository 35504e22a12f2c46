package dev.falcoresponder.consumer.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.falcoresponder.servers.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the Helm chart lets into {@code config}, against the table of the program. */
class ChartSchemaTest {
  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  private static final Pattern BOUNDS = Pattern.compile("a whole number from (\\d+) to (\\d+)");
  private static final Pattern WORDS = Pattern.compile("\\w+( or \\w+)+");

  /** What the pod decides, what comes from a Secret, and what an option permits along with it. */
  private static final Set<String> OTHERWISE =
      Set.of(
          "http.address",
          "http.port",
          "kubernetes.events",
          "kubernetes.own-namespace",
          "nats.password",
          "nats.token",
          "replica.name",
          "rules.files",
          "shutdown.pod-grace",
          "target.resolve-by-container-id");

  /** Where it fails, what the failure expects is what belongs into the file. */
  @Test
  void schemaKnowsTheKeysOfTheProgramAndNoOthers() throws IOException {
    var wanted = group();
    for (var key : ConfigKeys.ALL) {
      if (!OTHERWISE.contains(key.name())) {
        add(wanted, key);
      }
    }

    assertThat(PRETTY.toJson(schema().getAsJsonObject("properties").get("config")))
        .isEqualTo(PRETTY.toJson(wanted));
  }

  @Test
  void whatIsLeftOutIsAKeyOfTheProgram() {
    assertThat(ConfigKeys.ALL).extracting(ConfigKey::name).containsAll(OTHERWISE);
  }

  @Test
  void formsThatTheSchemaRefersToAreInIt() throws IOException {
    var schema = schema();
    var forms = schema.getAsJsonObject("$defs").keySet();
    var used = Pattern.compile("#/\\$defs/(\\w+)").matcher(schema.toString()).results();

    assertThat(used.map(found -> found.group(1)).distinct())
        .containsExactlyInAnyOrderElementsOf(forms);
  }

  private static void add(JsonObject root, ConfigKey<?> key) {
    var words = key.name().split("\\.", -1);
    var group = root;
    for (var word : Stream.of(words).limit(words.length - 1L).toList()) {
      var within = group.getAsJsonObject("properties");
      if (!within.has(word)) {
        within.add(word, group());
      }
      group = within.getAsJsonObject(word);
    }
    group.getAsJsonObject("properties").add(words[words.length - 1], type(key.type()));
  }

  private static JsonObject group() {
    var group = of("type", "object");
    group.addProperty("additionalProperties", false);
    group.add("properties", new JsonObject());
    return group;
  }

  private static JsonObject type(ValueType<?> type) {
    var form = type.form();
    var bounds = BOUNDS.matcher(form);
    if (bounds.matches()) {
      var number = of("type", "integer");
      number.addProperty("minimum", Integer.valueOf(bounds.group(1)));
      number.addProperty("maximum", Integer.valueOf(bounds.group(2)));
      return number;
    }
    if (form.equals("true or false")) {
      return of("type", "boolean");
    }
    if (WORDS.matcher(form).matches()) {
      return choice(form.split(" or ", -1));
    }
    if (type.takesList()) {
      return of("$ref", "#/$defs/texts");
    }
    if (form.startsWith("a duration such as")) {
      return of("$ref", "#/$defs/duration");
    }
    return of("$ref", form.startsWith("0 for never") ? "#/$defs/durationOrNever" : "#/$defs/text");
  }

  private static JsonObject choice(String... words) {
    var all = new JsonArray();
    for (var word : words) {
      // A number is read as one, and text is quoted.
      all.add(JsonParser.parseString(Character.isDigit(word.charAt(0)) ? word : '"' + word + '"'));
    }
    var choice = new JsonObject();
    choice.add("enum", all);
    return choice;
  }

  private static JsonObject of(String name, String value) {
    var object = new JsonObject();
    object.addProperty(name, value);
    return object;
  }

  private static JsonObject schema() throws IOException {
    var file = Repository.root().resolve("manifests/chart/values.schema.json");
    JsonElement schema = JsonParser.parseString(Files.readString(file));
    return schema.getAsJsonObject();
  }
}
