package dev.falcoresponder.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonParser;
import dev.falcoresponder.model.Subjects;
import io.nats.client.Message;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Hears what replicas tell the broker: the verbs, and what is written down before them. The server
 * passes on what one connection sends in the order in which it was sent.
 */
final class WireTap {
  /** Acks are messages: {@code $JS.ACK.<stream>.<consumer>.<deliveries>.<sequence>.…}. */
  private static final String ACKS = "$JS.ACK.>";

  private final List<Word> words = new CopyOnWriteArrayList<>();

  /**
   * Something that was said.
   *
   * @param sequence about which alert
   * @param text the verb, {@code outcome <kind>} or {@code letter <reason>}
   * @param delay what a nak asks for, else zero
   */
  record Word(long sequence, String text, Duration delay) {}

  private WireTap() {}

  /** Listens from now on, as long as the broker's connection lives. */
  static WireTap on(Broker broker) {
    var tap = new WireTap();
    var ears = broker.connection().createDispatcher();
    ears.subscribe(ACKS, tap::verb);
    ears.subscribe(Subjects.OUTCOMES, tap::outcome);
    ears.subscribe(Subjects.DEAD_LETTERS, tap::letter);
    broker.flush();
    return tap;
  }

  /** What was said about an alert, in order; signs of life are left out. */
  List<String> about(long sequence) {
    return words.stream().filter(word -> word.sequence == sequence).map(Word::text).toList();
  }

  /** The delays that were asked for an alert, in order. */
  List<Duration> delays(long sequence) {
    return words.stream()
        .filter(word -> word.sequence == sequence && word.delay.isPositive())
        .map(Word::delay)
        .toList();
  }

  /** What was said about an alert, once that is said. */
  List<String> awaitVerb(long sequence, String verb) {
    Stage.until(verb + " for alert " + sequence, () -> about(sequence).contains(verb));
    return about(sequence);
  }

  private void verb(Message message) {
    var body = new String(message.getData(), UTF_8);
    var tokens = List.of(message.getSubject().split("\\.", -1));
    var sequence = Long.parseLong(tokens.get(tokens.indexOf(Broker.CONSUMER) + 2));
    var asked = body.indexOf('{');
    var text = asked < 0 ? body : body.substring(0, asked).strip();
    if (!text.equals("+WPI")) {
      var confirmed = message.getReplyTo() == null ? "" : " confirmed";
      words.add(
          new Word(sequence, text + confirmed, delay(asked < 0 ? "{}" : body.substring(asked))));
    }
  }

  private static Duration delay(String json) {
    var delay = JsonParser.parseString(json).getAsJsonObject().get("delay");
    return delay == null ? Duration.ZERO : Duration.ofNanos(delay.getAsLong());
  }

  private void outcome(Message message) {
    var event = Broker.outcome(message.getData());
    words.add(new Word(event.sequence(), "outcome " + event.outcome(), Duration.ZERO));
  }

  private void letter(Message message) {
    var headers = Objects.requireNonNull(message.getHeaders());
    var sequence = Long.parseLong(headers.getFirst("Falco-Responder-Sequence"));
    var reason = headers.getFirst("Falco-Responder-Reason");
    words.add(new Word(sequence, "letter " + reason, Duration.ZERO));
  }
}
