package dev.falcoresponder.consumer.approval;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An approval as a JSON object; its replay is the key that it is kept under. */
final class ApprovalJson {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private ApprovalJson() {}

  /** What decides, as far as it is there: not every value was written here. */
  record Words(Optional<String> digest, Optional<String> action) {}

  static byte[] write(Approval approval) {
    var wire =
        new Wire(
            approval.digest(),
            approval.action(),
            approval.letter(),
            approval.at().toString(),
            approval.by());
    return GSON.toJson(wire).getBytes(StandardCharsets.UTF_8);
  }

  static Words read(byte[] json) {
    try {
      var wire = GSON.fromJson(new String(json, StandardCharsets.UTF_8), Wire.class);
      return wire == null ? nothing() : wire.words();
    } catch (JsonParseException _) {
      return nothing();
    }
  }

  private static Words nothing() {
    return new Words(Optional.empty(), Optional.empty());
  }

  private record Wire(
      @Nullable String sha256,
      @Nullable String action,
      long letter,
      @Nullable String at,
      @Nullable String by) {
    Words words() {
      return new Words(Optional.ofNullable(sha256), Optional.ofNullable(action));
    }
  }
}
