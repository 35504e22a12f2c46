package dev.falcoresponder.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonParser;
import dev.falcoresponder.model.Subjects;
import io.nats.client.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Hears what replicas tell the broker: the verbs, and what is written down before them. The server
 * passes on what one connection sends in the order in which it was sent.
 */
final class WireTap {
  /** Acks are messages: {@code $JS.ACK.<stream>.<consumer>.<deliveries>.<sequence>.…}. */
  private static final String ACKS = "$JS.ACK.>";

  private static final String CLAIMS = "$KV." + Subjects.CLAIMS_BUCKET + ".>";

  private final List<Word> words = new CopyOnWriteArrayList<>();

  /** The alerts that own claims: whoever removes one does not say for which. */
  private final Map<String, Long> owners = new HashMap<>();

  /**
   * Something that was said.
   *
   * @param sequence about which alert
   * @param text the verb, {@code outcome <kind>}, {@code letter <reason>} or {@code claim <state>}
   * @param delay what a nak asks for, else zero
   */
  record Word(long sequence, String text, Duration delay) {}

  private WireTap() {}

  /** Listens from now on, as long as the broker's connection lives. */
  static WireTap on(Broker broker) {
    return listen(broker, ACKS, Subjects.OUTCOMES, Subjects.DEAD_LETTERS);
  }

  /** As {@link #on}, and hears too what becomes of claims. */
  static WireTap withClaims(Broker broker) {
    return listen(broker, ACKS, Subjects.OUTCOMES, Subjects.DEAD_LETTERS, CLAIMS);
  }

  /** By one dispatcher, which hands over what it hears in order, whatever the subject. */
  private static WireTap listen(Broker broker, String... subjects) {
    var tap = new WireTap();
    var ears = broker.connection().createDispatcher(tap::hear);
    for (var subject : subjects) {
      ears.subscribe(subject);
    }
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

  private void hear(Message message) {
    var subject = message.getSubject();
    if (subject.startsWith("$JS.ACK.")) {
      verb(message);
    } else if (subject.startsWith("$KV.")) {
      claim(message);
    } else if (subject.startsWith("falco-responder.outcome.")) {
      outcome(message);
    } else {
      letter(message);
    }
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

  private void claim(Message message) {
    var body = new String(message.getData(), UTF_8);
    if (body.isEmpty()) {
      var owner = Objects.requireNonNull(owners.get(message.getSubject()));
      words.add(new Word(owner, "claim removed", Duration.ZERO));
      return;
    }
    var claim = JsonParser.parseString(body).getAsJsonObject();
    var owner = claim.get("seq").getAsLong();
    owners.put(message.getSubject(), owner);
    var state = claim.has("giving_up") ? "giving up" : claim.get("state").getAsString();
    words.add(new Word(owner, "claim " + state, Duration.ZERO));
  }
}
