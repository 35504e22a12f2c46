package dev.falcoresponder.consumer.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.model.DeadLetterReason;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.util.Set;

/**
 * Reads alerts as Falcosidekick, Falco itself or a person with {@code nats pub} wrote them.
 * Stateless, for any number of threads.
 *
 * <p>Whatever the bytes are, the answer is a value: an alert, or {@link DeadLetterReason#MALFORMED}
 * with a sentence that says why. A message that is odd where nothing rests on it (an unknown key, a
 * priority that Falco does not know) is an alert; one that is odd where the choice of the pod or of
 * the rule rests on it is malformed.
 */
public final class AlertDecoder {
  /** The longest message that is read, in bytes: the default limit of a NATS server. */
  public static final int MAX_BYTES = 1 << 20;

  /**
   * The deepest nesting that is read. Audit events nest a few levels; Gson's reader keeps a stack
   * of its own.
   */
  static final int MAX_NESTING = 64;

  /**
   * Reads one message.
   *
   * @param envelope the message; bytes that are not UTF-8 are replaced by U+FFFD, since Falco
   *     before 0.44 passes on file names as they are
   * @param fields the output fields to keep besides those that identify the pod
   */
  public Step<DecodedAlert> decode(Envelope envelope, Set<String> fields) {
    var payload = envelope.payload();
    if (payload.size() > MAX_BYTES) {
      return malformed(
          "the message has %d bytes, more than %d".formatted(payload.size(), MAX_BYTES));
    }
    var json = new JsonReader(Reader.of(new String(payload.bytes(), UTF_8)));
    json.setStrictness(Strictness.STRICT);
    json.setNestingLimit(MAX_NESTING);
    try {
      var alert = new AlertReader(json, fields).read();
      return Step.next(new DecodedAlert(envelope, alert.alert(), alert.pod(), alert.lead()));
    } catch (MalformedAlertException e) {
      return malformed(e.getMessage());
    } catch (EOFException _) {
      return malformed(
          "the message is empty, or ends in the middle of its JSON, at " + place(json));
    } catch (IOException _) {
      return malformed("the message is not JSON, or nests too deep, at " + place(json));
    }
  }

  private static String place(JsonReader json) {
    return Excerpt.of(json.getPath());
  }

  private static Step<DecodedAlert> malformed(String why) {
    return Step.end(new Outcome.Rejected(DeadLetterReason.MALFORMED, why));
  }
}
