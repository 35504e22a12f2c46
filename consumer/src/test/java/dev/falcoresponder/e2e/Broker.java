package dev.falcoresponder.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.NatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.MessageInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The broker as its other users see it: who publishes alerts, and who reads what came of them. */
final class Broker implements AutoCloseable {
  /** The stream of the alerts, by default. */
  static final String STREAM = "FALCO";

  /** The consumer of all replicas, by default. */
  static final String CONSUMER = "falco-responder";

  private static final Gson GSON = new Gson();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final NatsServer server;
  private final Users users;
  private final Connection connection;
  private final Connection falcosidekick;

  private Broker(NatsServer server, Users users, Connection connection, Connection falcosidekick) {
    this.server = server;
    this.users = users;
    this.connection = connection;
    this.falcosidekick = falcosidekick;
  }

  /** Connects; from now on the server, which has the users of this run, is closed with this. */
  static Broker of(NatsServer server) {
    return of(server, Users.ofThisRun());
  }

  /** As {@link #of(NatsServer)}, with these users. */
  static Broker of(NatsServer server, Users users) {
    var connection = users.connect(server, Users.ADMIN);
    var falcosidekick =
        users == Users.ANYBODY ? connection : users.connect(server, Users.FALCOSIDEKICK);
    return new Broker(server, users, connection, falcosidekick);
  }

  /** As {@link #of(NatsServer)}, whose only user has this URL. */
  static Broker of(NatsServer server, String url) {
    var connection = Users.connect(url);
    return new Broker(server, Users.ANYBODY, connection, connection);
  }

  /** The server. */
  NatsServer server() {
    return server;
  }

  /** Who uses it. */
  Users users() {
    return users;
  }

  /** The connection of who may do anything, to watch by. */
  Connection connection() {
    return connection;
  }

  /** Publishes an alert as Falcosidekick does, and knows no more than it does. */
  void publish(Alert alert) {
    publish(alert.subject(), alert.payload());
  }

  /** Publishes bytes. When this returns, the server has them. */
  void publish(String subject, byte... payload) {
    falcosidekick.publish(subject, payload);
    flush(falcosidekick);
  }

  /** The connection of who publishes alerts. */
  Connection falcosidekick() {
    return falcosidekick;
  }

  /** How that user connects. */
  String url(String user) {
    return users.url(server, user);
  }

  /** The program's command line for that user. */
  Cli cli(String user) {
    return new Cli(url(user));
  }

  /** Publishes an alert and learns which sequence the stream has given it. */
  long store(Alert alert) {
    return store(alert.subject(), alert.payload());
  }

  /** Publishes bytes and learns which sequence the stream has given them. */
  long store(String subject, byte... payload) {
    try {
      return connection.jetStream().publish(subject, payload).getSeqno();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JetStreamApiException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns when the server has done all that was asked of it. */
  void flush() {
    flush(connection);
  }

  private static void flush(Connection connection) {
    try {
      connection.flush(PATIENCE);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the broker does not answer", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** The outcome events so far, in order. */
  List<ResponseOutcome> outcomes() {
    return messages(Subjects.OUTCOMES_STREAM)
        .map(message -> outcome(Objects.requireNonNull(message.getData())))
        .toList();
  }

  /** The outcome events about a pod so far, in order. */
  List<ResponseOutcome> outcomes(String namespace, String pod) {
    return outcomes().stream()
        .filter(event -> event.namespace().equals(namespace) && event.pod().equals(pod))
        .toList();
  }

  /** Reads an outcome event. */
  static ResponseOutcome outcome(byte... json) {
    return GSON.fromJson(new String(json, UTF_8), ResponseOutcome.class);
  }

  /** The alert of that sequence, as the stream holds it. */
  MessageInfo alert(long sequence) {
    return ask(broker -> broker.getMessage(STREAM, sequence));
  }

  /** The dead letters so far, in order. */
  List<MessageInfo> deadLetters() {
    return messages(Subjects.DEAD_LETTERS_STREAM).toList();
  }

  /** Whether every alert that was published has left the consumer's hands. */
  boolean settled() {
    var now = consumer();
    return now.getNumPending() == 0 && now.getNumAckPending() == 0;
  }

  /** What the broker says about the consumer of all replicas. */
  ConsumerInfo consumer() {
    return ask(broker -> broker.getConsumerInfo(STREAM, CONSUMER));
  }

  /**
   * Has the broker wait only so long for replicas from now on, also for what they have in hand
   * already, as {@code nats consumer edit --wait} does.
   */
  void ackWait(Duration wait) {
    var now = consumer().getConsumerConfiguration();
    ask(broker ->
        broker.addOrUpdateConsumer(
            STREAM, ConsumerConfiguration.builder(now).ackWait(wait).build()));
  }

  /** The claim that was written last, as JSON. */
  String lastClaim() {
    var bucket = "KV_" + Subjects.CLAIMS_BUCKET;
    var last = ask(broker -> broker.getLastMessage(bucket, "$KV.>"));
    return new String(Objects.requireNonNull(last.getData()), UTF_8);
  }

  /** Asks the broker something about JetStream. */
  <T> T ask(Question<T> question) {
    try {
      return question.of(connection.jetStreamManagement());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JetStreamApiException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A question about JetStream. */
  @FunctionalInterface
  interface Question<T> {
    /** Asks. */
    T of(JetStreamManagement broker) throws IOException, JetStreamApiException;
  }

  private Stream<MessageInfo> messages(String stream) {
    var state = ask(broker -> broker.getStreamInfo(stream)).getStreamState();
    // The first of a stream that was never written to is 0, and no message.
    return LongStream.rangeClosed(Math.max(1, state.getFirstSequence()), state.getLastSequence())
        .mapToObj(sequence -> ask(broker -> broker.getMessage(stream, sequence)));
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }

  @Override
  public void close() {
    try {
      falcosidekick.close();
      connection.close();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      server.close();
    }
  }
}
