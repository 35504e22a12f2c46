package dev.falcoresponder.image;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The program's bill of materials, which Maven has written, with what the image holds besides: the
 * Java runtime and the packages of the distribution.
 */
final class BillOfMaterials {
  private final JsonObject bill;

  private BillOfMaterials(JsonObject bill) {
    this.bill = bill;
  }

  static BillOfMaterials of(Path program, Path tree) throws IOException {
    var bill = JsonParser.parseString(Files.readString(program)).getAsJsonObject();
    var components = bill.getAsJsonArray("components");
    components.add(runtime(values(tree.resolve("opt/falco-responder/java/release"), "=")));
    var system = values(tree.resolve("etc/os-release"), "=");
    try (var packages = Files.list(tree.resolve("var/lib/dpkg/status.d"))) {
      for (var control : packages.sorted().toList()) {
        components.add(debianPackage(values(control, ": "), system));
      }
    }
    return new BillOfMaterials(bill);
  }

  /** Each licence, and what comes under it. */
  String licences() {
    return Licences.text(bill);
  }

  String json() {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(bill) + "\n";
  }

  private static JsonObject runtime(Map<String, String> release) {
    var version = release.getOrDefault("JAVA_RUNTIME_VERSION", "unknown");
    var component =
        component("openjdk", version, "pkg:generic/openjdk@" + version.replace("+", "%2B"));
    component.addProperty("publisher", release.getOrDefault("IMPLEMENTOR", "unknown"));
    license(component, "GPL-2.0-only WITH Classpath-exception-2.0");
    component.addProperty("description", "Modules " + release.getOrDefault("MODULES", "unknown"));
    return component;
  }

  private static JsonObject debianPackage(Map<String, String> control, Map<String, String> system) {
    var name = control.getOrDefault("Package", "unknown");
    var version = control.getOrDefault("Version", "unknown");
    var distribution = system.getOrDefault("ID", "debian");
    var address =
        "pkg:deb/%s/%s@%s?arch=%s&distro=%s-%s"
            .formatted(
                distribution,
                name,
                version.replace("+", "%2B"),
                control.getOrDefault("Architecture", "unknown"),
                distribution,
                system.getOrDefault("VERSION_ID", "unknown"));
    var component = component(name, version, address);
    license(component, "those of /usr/share/doc/" + name + "/copyright");
    return component;
  }

  private static void license(JsonObject component, String words) {
    var license = new JsonObject();
    license.addProperty("name", words);
    var choice = new JsonObject();
    choice.add("license", license);
    var choices = new JsonArray();
    choices.add(choice);
    component.add("licenses", choices);
  }

  private static JsonObject component(String name, String version, String address) {
    var component = new JsonObject();
    component.addProperty("type", "library");
    component.addProperty("bom-ref", address);
    component.addProperty("name", name);
    component.addProperty("version", version);
    component.addProperty("purl", address);
    return component;
  }

  /** Lines of a name, a separator and a value, which may be in quotes. */
  private static Map<String, String> values(Path file, String separator) throws IOException {
    var values = new HashMap<String, String>();
    for (var line : Files.readAllLines(file)) {
      var at = line.indexOf(separator);
      if (at > 0) {
        values.put(
            line.substring(0, at), line.substring(at + separator.length()).replace("\"", ""));
      }
    }
    return values;
  }
}
