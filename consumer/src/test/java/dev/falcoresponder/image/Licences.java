package dev.falcoresponder.image;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Under which licences the parts of a bill of materials come, for people. */
final class Licences {
  private static final String UNKNOWN = "unknown";

  private Licences() {}

  /** Each licence on a line, and below it the parts that come under it. */
  static String text(JsonObject bill) {
    var byLicence = new TreeMap<String, List<String>>();
    parts(bill)
        .forEach(part ->
            byLicence
                .computeIfAbsent(of(part), _ -> new ArrayList<>())
                .add(part.get("name").getAsString() + " " + part.get("version").getAsString()));
    return byLicence.entrySet().stream()
        .map(entry ->
            entry.getKey()
                + "\n"
                + entry.getValue().stream()
                    .sorted()
                    .map(part -> "  " + part + "\n")
                    .collect(Collectors.joining()))
        .collect(Collectors.joining());
  }

  /** The licence of a part; of several, one may be chosen. */
  static String of(JsonObject part) {
    var licences = part.getAsJsonArray("licenses");
    return licences == null || licences.isEmpty()
        ? UNKNOWN
        : objects(licences).map(Licences::word).collect(Collectors.joining(" or "));
  }

  /** All that the bill names. */
  static Stream<JsonObject> parts(JsonObject bill) {
    return objects(bill.getAsJsonArray("components"));
  }

  private static String word(JsonObject choice) {
    var licence = choice.getAsJsonObject("license");
    return licence == null
        ? text(choice, "expression")
        : text(licence, licence.has("id") ? "id" : "name");
  }

  private static String text(JsonObject object, String key) {
    @Nullable JsonElement value = object.get(key);
    return value == null ? UNKNOWN : value.getAsString();
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.asList().stream().map(JsonElement::getAsJsonObject);
  }
}
