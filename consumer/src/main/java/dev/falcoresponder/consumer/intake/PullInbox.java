package dev.falcoresponder.consumer.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where the answers to all our requests for alerts arrive, for as long as the connection lives. An
 * alert that the broker sends when its request is over for us is taken by the next one; in an inbox
 * of its own it would lie unread until ack_wait is over. The client's own requests have such
 * inboxes, and do not tell a broker that has nothing from one that says nothing.
 *
 * <p>The protocol is NATS' own: {@code $JS.API.CONSUMER.MSG.NEXT}, answered by messages, and by a
 * status once nothing more will come.
 */
final class PullInbox {
  private static final int CONFLICT = 409;
  private static final int NO_RESPONDERS = 503;
  private static final int HEARTBEAT = 100;

  /** As short as can be; the client takes zero for ever. */
  private static final Duration NO_TIME = Duration.ofNanos(1);

  private final Connection connection;
  private final String subject;
  private final String address;
  private final Subscription subscription;
  private long requests;

  /** Opens the inbox for requests to that consumer. */
  PullInbox(Connection connection, String stream, String consumer) {
    this.connection = connection;
    subject = "$JS.API.CONSUMER.MSG.NEXT." + stream + "." + consumer;
    address = connection.createInbox();
    subscription = connection.subscribe(address + ".*");
  }

  /** How a request ends. */
  sealed interface End {
    /** All came that was asked for, or all that there is for now. */
    record Done() implements End {}

    /** The broker refuses, or nobody is there to answer. */
    record Refused(String why) implements End {}

    /** The broker says nothing, not even that it has nothing. */
    record Unanswered() implements End {}
  }

  /** Whether answers can arrive on that connection. */
  boolean serves(Connection now) {
    return connection.equals(now) && subscription.isActive();
  }

  /** Hands over alerts that came too late for their request, so many at most. */
  void late(int max, Consumer<Message> sink) throws InterruptedException {
    for (int handed = 0; handed < max; ) {
      var message = subscription.nextMessage(NO_TIME);
      if (message == null) {
        return;
      }
      if (!message.isStatusMessage()) {
        sink.accept(message);
        handed++;
      }
    }
  }

  /**
   * Asks for what is there, or for the first alert to come, and hands it over.
   *
   * @param max the most to hand over, from 1
   * @param wait how long the broker shall wait for the first
   * @param patience how much longer we wait for its word
   */
  End request(int max, Duration wait, Duration patience, Consumer<Message> sink)
      throws InterruptedException {
    requests++;
    var reply = address + "." + requests;
    connection.publish(subject, reply, body(max, wait));
    var until = System.nanoTime() + wait.plus(patience).toNanos();
    int handed = 0;
    while (handed < max) {
      var message = next(until);
      if (message == null) {
        return handed > 0 ? new End.Done() : new End.Unanswered();
      }
      if (!message.isStatusMessage()) {
        sink.accept(message);
        handed++;
      } else if (message.getSubject().equals(reply)) {
        var end = end(message);
        if (end.isPresent()) {
          return end.get();
        }
      }
    }
    return new End.Done();
  }

  private Message next(long until) throws InterruptedException {
    var left = Duration.ofNanos(until - System.nanoTime());
    return subscription.nextMessage(left.isPositive() ? left : NO_TIME);
  }

  private static Optional<End> end(Message message) {
    var status = message.getStatus();
    return switch (status.getCode()) {
      case HEARTBEAT -> Optional.empty();
      case NO_RESPONDERS -> Optional.of(new End.Refused("the broker has no such consumer now"));
      case CONFLICT -> Optional.of(conflict(status.getMessage()));
      // 404 no messages, 408 time is up.
      default -> Optional.of(new End.Done());
    };
  }

  /** Also what is none: the end of a batch, and of a server's leadership. */
  private static End conflict(String why) {
    var said = why.toLowerCase(Locale.ROOT);
    return said.startsWith("batch completed")
            || said.startsWith("leadership change")
            || said.startsWith("server shutdown")
        ? new End.Done()
        : new End.Refused(why);
  }

  /** The broker waits for the first alert only, and sends those that are there at once. */
  private static byte[] body(int max, Duration wait) {
    return "{\"batch\":%d,\"expires\":%d,\"no_wait\":true}"
        .formatted(max, wait.toNanos())
        .getBytes(UTF_8);
  }

  /** Stops listening. What comes now is delivered again once ack_wait is over. */
  void close() {
    try {
      subscription.unsubscribe();
    } catch (IllegalStateException _) {
      // Closed with its connection.
    }
  }
}
