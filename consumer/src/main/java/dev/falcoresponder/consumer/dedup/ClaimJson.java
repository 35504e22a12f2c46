package dev.falcoresponder.consumer.dedup;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.model.OutcomeKind;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A claim as a short JSON object with a version. Keys that a later version adds are passed over; a
 * claim of another version is not read.
 */
final class ClaimJson {
  private static final int VERSION = 1;
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private ClaimJson() {}

  /** What reading comes to. */
  sealed interface Reading {
    record Read(Claim claim) implements Reading {}

    record Garbage(String why) implements Reading {}
  }

  static byte[] write(Claim claim) {
    var owner = claim.owner();
    var outcome = claim.outcome();
    var wire =
        new Wire(
            VERSION,
            claim.state().name().toLowerCase(Locale.ROOT),
            owner.stream(),
            owner.sequence(),
            owner.storedAt().toString(),
            claim.attempts(),
            claim.replica(),
            outcome.map(settled -> settled.kind().word()).orElse(null),
            outcome.flatMap(SettledOutcome::reason).orElse(null),
            outcome.map(SettledOutcome::detail).orElse(null),
            outcome.flatMap(SettledOutcome::podUid).orElse(null));
    return GSON.toJson(wire).getBytes(StandardCharsets.UTF_8);
  }

  static Reading read(byte[] json) {
    try {
      var wire = GSON.fromJson(new String(json, StandardCharsets.UTF_8), Wire.class);
      if (wire == null) {
        return new Reading.Garbage("it is empty");
      }
      if (wire.version != VERSION) {
        return new Reading.Garbage("it is of version " + wire.version);
      }
      return new Reading.Read(wire.claim());
    } catch (JsonParseException | IllegalArgumentException | DateTimeException e) {
      return new Reading.Garbage(String.valueOf(e.getMessage()));
    }
  }

  /** The keys of the object. Anything may be missing in what was not written here. */
  private record Wire(
      @SerializedName("v") int version,
      @Nullable String state,
      @Nullable String stream,
      long seq,
      @Nullable String at,
      int attempts,
      @Nullable String replica,
      @Nullable String outcome,
      @Nullable String reason,
      @Nullable String detail,
      @Nullable String uid) {

    Claim claim() {
      var owner = new AlertId(required("stream", stream), seq, Instant.parse(required("at", at)));
      return new Claim(
          Claim.State.valueOf(required("state", state).toUpperCase(Locale.ROOT)),
          owner,
          attempts,
          required("replica", replica),
          Optional.ofNullable(outcome).map(this::settled));
    }

    private SettledOutcome settled(String word) {
      var kind =
          OutcomeKind.parse(word)
              .orElseThrow(() -> new IllegalArgumentException("no outcome: " + word));
      return new SettledOutcome(
          kind,
          Optional.ofNullable(reason),
          detail == null ? "" : detail,
          Optional.ofNullable(uid));
    }

    private static String required(String key, @Nullable String value) {
      if (value == null) {
        throw new IllegalArgumentException(key + " is missing");
      }
      return value;
    }
  }
}
