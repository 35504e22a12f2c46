package dev.falcoresponder.manifests;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** YAML that somebody else's programs read, as a tree. */
public final class Yaml {
  private Yaml() {}

  /** A file with one document. */
  public static JsonObject read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Text of one document. */
  public static JsonObject parse(String text) {
    var loaded = new Load(LoadSettings.builder().build()).loadFromString(text);
    return new Gson().toJsonTree(loaded).getAsJsonObject();
  }
}
