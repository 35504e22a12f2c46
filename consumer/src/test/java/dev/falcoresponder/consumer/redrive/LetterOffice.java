package dev.falcoresponder.consumer.redrive;

import static java.util.Objects.requireNonNull;

import dev.falcoresponder.consumer.broker.MissedStream;
import dev.falcoresponder.consumer.fixtures.HoldsBucket;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.consumer.ledger.DeadLetterReader;
import dev.falcoresponder.consumer.ledger.JetStreamLedger;
import dev.falcoresponder.consumer.ledger.Ledger;
import dev.falcoresponder.consumer.ledger.OutcomeJson;
import dev.falcoresponder.consumer.ledger.StoredLetter;
import dev.falcoresponder.model.DeadLetter;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.api.MessageInfo;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** A broker with everything on it, and people who decide about its dead letters. */
final class LetterOffice implements AutoCloseable {
  static final String SUBJECT = "falco.notice.terminal_shell_in_container";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration IMPATIENT = Duration.ofSeconds(1);
  private static final Operator ME = new Operator("me@here");
  private static final AlertStream ALERTS = new AlertStream("FALCO", "falco.>");

  /** May do anything, and anything but what is told. */
  private static final String USERS =
      """
      authorization {
        users: [
          { user: admin, password: admin }
          { user: unapproved, password: x, permissions: { publish: { deny: ["$KV.>"] } } }
          { user: silenced, password: x, permissions: { publish: { deny: ["falco.>"] } } }
          { user: unheard, password: x, permissions: { publish: { deny: ["falco-responder.>"] } } }
          { user: keeping, password: x,
            permissions: { publish: { deny: ["$JS.API.STREAM.MSG.DELETE.>"] } } }
        ]
      }
      """;

  private final NatsServer server;
  private final Connection connection;

  private LetterOffice(NatsServer server, Connection connection) {
    this.server = server;
    this.connection = connection;
  }

  static LetterOffice open(NatsVersion version) throws IOException, InterruptedException {
    var server = NatsServer.builder().version(version).config(USERS).start();
    var connection = Nats.connect(url(server, "admin", "admin"));
    HoldsBucket.provision(connection, 1);
    return new LetterOffice(server, connection);
  }

  Connection connection() {
    return connection;
  }

  static DeadLetter letter(DeadLetterReason reason, String subject) {
    var acted = reason != DeadLetterReason.MALFORMED;
    return new DeadLetter(
        reason,
        subject,
        "FALCO",
        42,
        Instant.parse("2026-11-01T12:00:00Z"),
        Instant.parse("2026-11-01T11:00:00Z"),
        3,
        acted ? 1 : 0,
        "why",
        "replica-0",
        acted ? Optional.of("Shell") : Optional.empty(),
        acted ? Optional.of("kubernetes:terminate") : Optional.empty(),
        acted ? Optional.of("shop/cart-0") : Optional.empty());
  }

  /** Keeps a letter and answers its sequence. */
  long keep(DeadLetter letter, byte[] payload) {
    var ledger = new JetStreamLedger(() -> connection, TIMEOUT, MissedStream.UNWATCHED);
    var id = "id-" + new Random().nextLong();
    if (!(ledger.keep(id, letter, new Payload(payload)) instanceof Ledger.Entry.Kept)) {
      throw new IllegalStateException("not kept");
    }
    return letters().getLast().sequence();
  }

  List<StoredLetter> letters() {
    var page = new DeadLetterReader(() -> connection, TIMEOUT).page(1, 100);
    return ((DeadLetterReader.Page.Letters) page).letters();
  }

  Decision redrive(long sequence) {
    return redrive(() -> connection, sequence, TIMEOUT);
  }

  Decision discard(long sequence, String reason) {
    return new Discard(() -> connection, TIMEOUT, ME, Clock.systemUTC()).discard(sequence, reason);
  }

  /** As somebody who may not do one thing, and is as good as interrupted there. */
  Decision redriveAs(String user, long sequence) throws IOException, InterruptedException {
    var limited = Nats.connect(url(server, user, "x"));
    try {
      return redrive(() -> limited, sequence, IMPATIENT);
    } finally {
      limited.close();
    }
  }

  Decision discardAs(String user, long sequence) throws IOException, InterruptedException {
    var limited = Nats.connect(url(server, user, "x"));
    try {
      return new Discard(() -> limited, IMPATIENT, ME, Clock.systemUTC())
          .discard(sequence, "a test");
    } finally {
      limited.close();
    }
  }

  private static Decision redrive(
      Supplier<Connection> connection, long sequence, Duration timeout) {
    var redrive = new Redrive(connection, ALERTS, timeout, ME, Clock.systemUTC(), new Random());
    return redrive.redrive(sequence, "looked at it");
  }

  /** The alerts that were sent again, in order. */
  List<MessageInfo> alerts() {
    return messages("FALCO");
  }

  /** What is on the audit trail, in order. */
  List<ResponseOutcome> events() {
    return messages(Subjects.OUTCOMES_STREAM).stream()
        .map(message -> OutcomeJson.read(requireNonNull(message.getData())))
        .map(reading -> ((OutcomeJson.Reading.Event) reading).event())
        .toList();
  }

  /** Keys of the approvals. */
  List<String> approvals() {
    return messages("KV_" + Subjects.HOLDS_BUCKET).stream()
        .map(message -> requireNonNull(message.getSubject()))
        .filter(subject -> subject.contains(".approval."))
        .toList();
  }

  long messagesOfLetters() {
    return messages(Subjects.DEAD_LETTERS_STREAM).size();
  }

  private List<MessageInfo> messages(String stream) {
    try {
      var management = connection.jetStreamManagement();
      var state = management.getStreamInfo(stream).getStreamState();
      return LongStream.rangeClosed(state.getFirstSequence(), state.getLastSequence())
          .boxed()
          .flatMap(sequence -> message(stream, sequence).stream())
          .toList();
    } catch (IOException | JetStreamApiException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<MessageInfo> message(String stream, long sequence) {
    try {
      return Optional.of(connection.jetStreamManagement().getMessage(stream, sequence));
    } catch (JetStreamApiException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String url(NatsServer server, String user, String password) {
    return server.url().replace("nats://", "nats://" + user + ":" + password + "@");
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      server.close();
    }
  }
}
