package dev.falcoresponder.campaign;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.falcoresponder.model.Subjects;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Publishes each alert until the broker confirms it. Its id lets the broker tell a repetition from
 * another alert, so each is stored once, and what is confirmed is known with its sequence.
 */
final class Publisher {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Connection connection;
  private final Chronicle chronicle;
  private final ReentrantLock one = new ReentrantLock();

  Publisher(Connection connection, Chronicle chronicle) {
    this.connection = connection;
    this.chronicle = chronicle;
  }

  /**
   * An alert to be published.
   *
   * @param about uid of the pod that it is about
   * @param naming by what it names that pod
   * @param replay whose replay it is
   */
  record Draft(
      AlertKind kind, Optional<String> about, String naming, Optional<String> replay, String wire) {
    /** An alert that names no pod, or that nobody wants anything of. */
    Draft(AlertKind kind, Optional<String> about, String wire) {
      this(kind, about, "", Optional.empty(), wire);
    }

    /** An alert that nobody wants anything of, and that fills memory. */
    static Draft large(RandomGenerator random) {
      return new Draft(AlertKind.UNWANTED, Optional.empty(), AlertText.large(random));
    }
  }

  /** Publishes it once; whether it is known to be stored. */
  boolean offer(Draft draft) {
    return once(draft, headers(draft), Instant.now());
  }

  /** Returns when it is stored. */
  void publish(Draft draft) {
    var headers = headers(draft);
    var sentAt = Instant.now();
    var until = sentAt.plus(PATIENCE);
    while (Instant.now().isBefore(until)) {
      if (once(draft, headers, sentAt)) {
        return;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw new IllegalStateException("the broker has not stored an alert for " + PATIENCE);
  }

  private static Headers headers(Draft draft) {
    var headers = new Headers().put("Nats-Msg-Id", UUID.randomUUID().toString());
    draft.replay().ifPresent(id -> headers.put(Subjects.REPLAY_HEADER, id));
    return headers;
  }

  private boolean once(Draft draft, Headers headers, Instant sentAt) {
    one.lock();
    try {
      var stored = send(headers, draft.wire().getBytes(ISO_8859_1));
      stored.ifPresent(ack ->
          chronicle.stored(
              new StoredAlert(
                  chronicle.era(),
                  ack.getSeqno(),
                  draft.kind(),
                  draft.about(),
                  draft.naming() + draft.replay().map(id -> ", replay " + id).orElse(""),
                  sentAt,
                  draft.wire())));
      return stored.isPresent();
    } finally {
      one.unlock();
    }
  }

  private Optional<PublishAck> send(Headers headers, byte... body) {
    try {
      return Optional.of(connection.jetStream().publish(AlertText.SUBJECT, headers, body));
    } catch (IOException | JetStreamApiException | IllegalStateException _) {
      return Optional.empty(); // away, or the program has not made the stream yet
    }
  }

  /** Does something while nothing is being published. */
  void quietly(Runnable deed) {
    one.lock();
    try {
      deed.run();
    } finally {
      one.unlock();
    }
  }
}
