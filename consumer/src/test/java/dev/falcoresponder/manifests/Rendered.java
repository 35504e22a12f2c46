package dev.falcoresponder.manifests;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The objects of a rendering, by kind, namespace and name, so that those of kustomize and of Helm
 * can be compared.
 *
 * @param objects what is the same in another order or form is equal here
 */
record Rendered(Map<String, JsonObject> objects) {
  private static final Gson GSON = new Gson();
  private static final String CHECKSUM = "checksum/config";

  /** Reads the documents of a stream of YAML. */
  static Rendered of(String yaml) {
    var objects = new TreeMap<String, JsonObject>();
    for (var document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
      if (GSON.toJsonTree(document) instanceof JsonObject object) {
        objects.put(key(object), object);
      }
    }
    return new Rendered(objects);
  }

  /** Reads a document of YAML. */
  static JsonElement read(String yaml) {
    return GSON.toJsonTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  private static String key(JsonObject object) {
    var meta = object.getAsJsonObject("metadata");
    var namespace = meta.has("namespace") ? meta.get("namespace").getAsString() + "/" : "";
    return object.get("kind").getAsString() + " " + namespace + meta.get("name").getAsString();
  }

  /**
   * What has to be the same by whichever tool. A changed configuration rolls the Deployment by
   * kustomize's way, a hash in the ConfigMap's name, or by Helm's, a checksum beside it; the order
   * of variables has no meaning.
   */
  Map<String, JsonObject> comparable() {
    var text = GSON.toJson(objects).replaceAll("(-responder-config)-[0-9a-z]{10}\\b", "$1");
    var comparable = new TreeMap<String, JsonObject>();
    GSON.fromJson(text, JsonObject.class)
        .asMap()
        .forEach((key, value) -> {
          var object = value.getAsJsonObject();
          if (key.startsWith("Deployment ")) {
            withoutChecksum(template(object).getAsJsonObject("metadata"));
            sort(container(object).getAsJsonArray("env"));
          }
          comparable.put(key, object);
        });
    return comparable;
  }

  private static void withoutChecksum(JsonObject meta) {
    if (meta.get("annotations") instanceof JsonObject annotations) {
      annotations.remove(CHECKSUM);
      if (annotations.isEmpty()) {
        meta.remove("annotations");
      }
    }
  }

  private static void sort(JsonArray variables) {
    var sorted =
        StreamSupport.stream(variables.spliterator(), false)
            .sorted(
                Comparator.comparing(
                    variable -> variable.getAsJsonObject().get("name").getAsString()))
            .toList();
    variables.asList().clear();
    sorted.forEach(variables::add);
  }

  /** The object of that key, such as {@code ConfigMap falco-response/falco-responder-rules}. */
  JsonObject object(String key) {
    var object = objects.get(key);
    if (object == null) {
      throw new AssertionError("no " + key + " among " + objects.keySet());
    }
    return object;
  }

  /** The only object of a kind. */
  JsonObject only(String kind) {
    var found = objects.keySet().stream().filter(key -> key.startsWith(kind + " ")).toList();
    if (found.size() != 1) {
      throw new AssertionError("not one " + kind + ": " + found);
    }
    return object(found.getFirst());
  }

  /** The checksum by which Helm rolls the Deployment. */
  String checksum() {
    return template(only("Deployment"))
        .getAsJsonObject("metadata")
        .getAsJsonObject("annotations")
        .get(CHECKSUM)
        .getAsString();
  }

  /** The pod of the Deployment. */
  JsonObject pod() {
    return template(only("Deployment")).getAsJsonObject("spec");
  }

  /** The container of the Deployment. */
  JsonObject container() {
    return container(only("Deployment"));
  }

  /** A file in a ConfigMap, whose name ends so. */
  String file(String map, String name) {
    return objects.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("ConfigMap ") && entry.getKey().endsWith(map))
        .map(entry -> entry.getValue().getAsJsonObject("data").get(name))
        .map(JsonElement::getAsString)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no ConfigMap …" + map + " in " + objects.keySet()));
  }

  private static JsonObject template(JsonObject deployment) {
    return deployment.getAsJsonObject("spec").getAsJsonObject("template");
  }

  private static JsonObject container(JsonObject deployment) {
    return template(deployment)
        .getAsJsonObject("spec")
        .getAsJsonArray("containers")
        .get(0)
        .getAsJsonObject();
  }
}
