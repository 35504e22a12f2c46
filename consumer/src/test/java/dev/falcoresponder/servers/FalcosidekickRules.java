package dev.falcoresponder.servers;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What Falcosidekick makes of an alert of Falco's: the subject, by its default template, and the
 * message. It reads the alert into a structure of its own and writes it with Go's encoder, so keys
 * that it does not know are gone, and the order is its own. Long texts, which it cuts, are left.
 */
final class FalcosidekickRules {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final List<String> KEYS =
      List.of(
          "uuid",
          "output",
          "priority",
          "rule",
          "time",
          "output_fields",
          "source",
          "tags",
          "hostname");

  private FalcosidekickRules() {}

  /** {@code falco.<priority>.<rule>}, in which a rule's name is reduced to a-z0-9. */
  static String subject(String alert) {
    var object = JsonParser.parseString(alert).getAsJsonObject();
    var slug =
        lower(object.get("rule").getAsString())
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^_+|_+$", "");
    return "falco." + lower(object.get("priority").getAsString()) + "." + slug;
  }

  /** As Go does, character by character: for Java the lower case of one may be two. */
  private static String lower(String text) {
    return text.codePoints()
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /**
   * The message.
   *
   * @param uuid which it gives to every request that it gets
   */
  static String message(String alert, String uuid) {
    var object = JsonParser.parseString(alert).getAsJsonObject();
    object.addProperty("uuid", uuid);
    if (!object.has("output")) {
      object.addProperty("output", "");
    }
    if (!object.has("source")) {
      object.addProperty("source", "syscalls");
    }
    if (object.has("time")) {
      object.addProperty("time", time(object.get("time").getAsString()));
    }
    if (object.has("tags")) {
      object.add("tags", sorted(object.getAsJsonArray("tags")));
    }
    return KEYS.stream()
        .filter(key -> object.has(key) && !omitted(object.get(key)))
        .map(key -> text(key) + ":" + write(object.get(key)))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** Zeros at the end of a fraction say nothing to Go. */
  private static String time(String text) {
    return text.contains(".") ? text.replaceAll("\\.?0+Z$", "Z") : text;
  }

  private static JsonArray sorted(JsonArray tags) {
    var sorted = new JsonArray();
    tags.asList().stream().map(JsonElement::getAsString).sorted().forEach(sorted::add);
    return sorted;
  }

  private static boolean omitted(JsonElement value) {
    return value.isJsonArray() && value.getAsJsonArray().isEmpty();
  }

  private static String write(JsonElement value) {
    if (value.isJsonObject()) {
      return write(value.getAsJsonObject());
    }
    if (value.isJsonArray()) {
      return value.getAsJsonArray().asList().stream()
          .map(FalcosidekickRules::write)
          .collect(Collectors.joining(",", "[", "]"));
    }
    return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()
        ? text(value.getAsString())
        : value.toString();
  }

  private static String write(JsonObject object) {
    return object.keySet().stream()
        .sorted()
        .map(key -> text(key) + ":" + write(object.get(key)))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** Go has text fit for HTML, with fewer letters than Gson means by that. */
  private static String text(String value) {
    return GSON.toJson(value)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026");
  }
}
