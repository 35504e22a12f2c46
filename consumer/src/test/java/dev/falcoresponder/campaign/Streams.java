package dev.falcoresponder.campaign;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.model.Subjects;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What lies at the broker, as its users and its operator see it.
 *
 * @param connection a user's that may do anything
 */
record Streams(Connection connection) {
  static final String ALERTS = "FALCO";
  static final String CONSUMER = "falco-responder";
  private static final String BALLAST = "BALLAST";
  private static final int BALLAST_BYTES = 1_000_000;
  private static final int NOT_FOUND = 404;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Gson GSON = new Gson();

  /**
   * The outcome events, in order; settled when the broker has stored them, since a replica's own
   * clock may be wrong.
   */
  List<ResponseOutcome> outcomes() {
    return messages(Subjects.OUTCOMES_STREAM).map(Streams::outcome).toList();
  }

  private static ResponseOutcome outcome(MessageInfo message) {
    var text = new String(Objects.requireNonNull(message.getData()), UTF_8);
    var event = JsonParser.parseString(text).getAsJsonObject();
    var stored = Objects.requireNonNull(message.getTime()).toInstant();
    event.addProperty("settledAt", stored.toString());
    return GSON.fromJson(event, ResponseOutcome.class);
  }

  /** The dead letters, in order. */
  List<Letter> letters() {
    return messages(Subjects.DEAD_LETTERS_STREAM).map(Streams::letter).toList();
  }

  private static Letter letter(MessageInfo message) {
    var headers = Objects.requireNonNull(message.getHeaders());
    var payload = Optional.ofNullable(message.getData());
    return new Letter(
        Objects.requireNonNull(message.getTime()).toInstant(),
        DeadLetterReason.valueOf(header(headers, "Falco-Responder-Reason")),
        Long.parseLong(header(headers, "Falco-Responder-Sequence")),
        Instant.parse(header(headers, "Falco-Responder-Published-At")),
        Integer.parseInt(header(headers, "Falco-Responder-Attempts")),
        header(headers, "Falco-Responder-Error"),
        payload.map(bytes -> new String(bytes, ISO_8859_1)).orElse(""));
  }

  private static String header(Headers headers, String name) {
    return Objects.requireNonNull(headers.getFirst(name), name);
  }

  /** The consumer of all replicas; empty while there is none. */
  Optional<ConsumerInfo> consumer() {
    try {
      return Optional.of(ask(broker -> broker.getConsumerInfo(ALERTS, CONSUMER)));
    } catch (NothingThere _) {
      return Optional.empty();
    }
  }

  /** Listens to what is published there, from now on, and does nothing about it. */
  void listen(String subject) {
    var _ = connection.createDispatcher(_ -> {}).subscribe(subject);
  }

  /** Deletes the stream; does nothing where there is none. */
  void delete(String stream) {
    try {
      ask(broker -> broker.deleteStream(stream));
    } catch (NothingThere _) {
      // As wanted.
    }
  }

  /** Deletes the consumer of all replicas; does nothing where there is none. */
  void deleteConsumer() {
    try {
      ask(broker -> broker.deleteConsumer(ALERTS, CONSUMER));
    } catch (NothingThere _) {
      // As wanted.
    }
  }

  /** Stores ballast until the broker takes nothing any more. */
  void fill() {
    ask(broker ->
        broker.addStream(StreamConfiguration.builder().name(BALLAST).subjects(BALLAST).build()));
    for (var piece = new byte[BALLAST_BYTES]; piece.length > 0; ) {
      try {
        connection.jetStream().publish(BALLAST, piece);
      } catch (JetStreamApiException _) {
        piece = new byte[piece.length / 2];
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Takes the ballast away. */
  void unfill() {
    delete(BALLAST);
  }

  private Stream<MessageInfo> messages(String stream) {
    try {
      var state = ask(broker -> broker.getStreamInfo(stream)).getStreamState();
      return LongStream.rangeClosed(Math.max(1, state.getFirstSequence()), state.getLastSequence())
          .mapToObj(sequence -> ask(broker -> broker.getMessage(stream, sequence)));
    } catch (NothingThere _) {
      return Stream.empty();
    }
  }

  /** Something to ask about JetStream. */
  @FunctionalInterface
  interface Question<T> {
    T of(JetStreamManagement broker) throws IOException, JetStreamApiException;
  }

  /**
   * The answer, asked for again where the broker is away: it may have started just now.
   *
   * @throws NothingThere where there is no such thing
   */
  <T> T ask(Question<T> question) {
    var until = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        return question.of(connection.jetStreamManagement());
      } catch (JetStreamApiException e) {
        if (e.getErrorCode() == NOT_FOUND) {
          throw new NothingThere(e);
        }
        throw new IllegalStateException(e);
      } catch (IOException | IllegalStateException e) {
        if (Instant.now().isAfter(until)) {
          throw new IllegalStateException("the broker has not answered for " + PATIENCE, e);
        }
        Hold.upTo(PAUSE);
      }
    }
  }

  /** There is no such stream, consumer or message. */
  static final class NothingThere extends RuntimeException {
    private static final long serialVersionUID = 1;

    NothingThere(Throwable cause) {
      super(cause);
    }
  }
}
