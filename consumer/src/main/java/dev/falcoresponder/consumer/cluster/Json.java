package dev.falcoresponder.consumer.cluster;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import java.util.Optional;

/**
 * Reads what we need of the API server's JSON and nothing else. The client's typed model of a pod
 * has thousands of classes: the first one it parses costs up to half a second of CPU and several
 * megabytes, for six fields.
 */
final class Json {
  private static final Gson GSON = new GsonBuilder().setStrictness(Strictness.STRICT).create();

  private Json() {}

  /** The object; empty for text that is cut off, is not JSON, or has other types than expected. */
  static <T> Optional<T> read(String text, Class<T> type) {
    try {
      return Optional.ofNullable(GSON.fromJson(text, type));
    } catch (JsonParseException _) {
      return Optional.empty();
    }
  }

  /** Reads objects one by one, for a reader that walks through something larger. */
  static <T> TypeAdapter<T> adapter(Class<T> type) {
    return GSON.getAdapter(type);
  }
}
