package dev.falcoresponder.consumer.dedup;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import dev.falcoresponder.consumer.dedup.Claim.State;
import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.OutcomeKind;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A claim as a short JSON object with a version. Keys that a later version adds are passed over; a
 * claim of another version is not read.
 *
 * <p>A claim that is being given up is one in flight with a key more: who does not know the key
 * tries once more, where it would take any outcome for one that is written down.
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
    var givingUp = claim.state() == State.GIVING_UP;
    var reason = outcome.flatMap(SettledOutcome::reason).orElse(null);
    var wire =
        new Wire(
            VERSION,
            word(claim.state()),
            owner.stream(),
            owner.sequence(),
            owner.storedAt().toString(),
            claim.attempts(),
            claim.replica(),
            givingUp ? reason : null,
            givingUp ? null : outcome.map(settled -> settled.kind().word()).orElse(null),
            givingUp ? null : reason,
            outcome.map(SettledOutcome::detail).orElse(null),
            outcome.flatMap(SettledOutcome::podUid).orElse(null));
    return GSON.toJson(wire).getBytes(StandardCharsets.UTF_8);
  }

  private static String word(State state) {
    return switch (state) {
      case INFLIGHT, GIVING_UP -> "inflight";
      case DONE -> "done";
      case FAILED -> "failed";
    };
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
      @SerializedName("giving_up") @Nullable String givingUp,
      @Nullable String outcome,
      @Nullable String reason,
      @Nullable String detail,
      @Nullable String uid) {

    Claim claim() {
      var owner = new AlertId(required("stream", stream), seq, Instant.parse(required("at", at)));
      return new Claim(
          readState(),
          owner,
          attempts,
          required("replica", replica),
          givingUp == null
              ? Optional.ofNullable(outcome).map(this::settled)
              : Optional.of(rejected(givingUp)));
    }

    private State readState() {
      return switch (required("state", state)) {
        case "inflight" -> givingUp == null ? State.INFLIGHT : State.GIVING_UP;
        case "done" -> State.DONE;
        case "failed" -> State.FAILED;
        default -> throw new IllegalArgumentException("no state: " + state);
      };
    }

    private SettledOutcome rejected(String why) {
      return settled(OutcomeKind.REJECTED, Optional.of(DeadLetterReason.valueOf(why).name()));
    }

    private SettledOutcome settled(String word) {
      var kind =
          OutcomeKind.parse(word)
              .orElseThrow(() -> new IllegalArgumentException("no outcome: " + word));
      return settled(kind, Optional.ofNullable(reason));
    }

    private SettledOutcome settled(OutcomeKind kind, Optional<String> why) {
      return new SettledOutcome(kind, why, detail == null ? "" : detail, Optional.ofNullable(uid));
    }

    private static String required(String key, @Nullable String value) {
      if (value == null) {
        throw new IllegalArgumentException(key + " is missing");
      }
      return value;
    }
  }
}
