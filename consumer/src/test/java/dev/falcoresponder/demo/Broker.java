package dev.falcoresponder.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.NatsServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.MessageConsumer;
import io.nats.client.Nats;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.OrderedConsumerConfiguration;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the story reads from NATS: outcome events as they are stored, alerts and dead letters. */
final class Broker implements AutoCloseable {
  private static final String ALERTS_STREAM = "FALCO";

  private final Connection connection;
  private final MessageConsumer reader;
  private final List<ResponseOutcome> outcomes = new CopyOnWriteArrayList<>();

  /** Reads outcome events from now on; their stream must be there. */
  Broker(NatsServer server) {
    var gson = new Gson();
    try {
      connection = Nats.connect(server.url());
      reader =
          connection
              .getStreamContext(Subjects.OUTCOMES_STREAM)
              .createOrderedConsumer(new OrderedConsumerConfiguration())
              .consume(event ->
                  outcomes.add(
                      gson.fromJson(new String(event.getData(), UTF_8), ResponseOutcome.class)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JetStreamApiException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Outcome events about pods of that namespace so far, oldest first. */
  List<ResponseOutcome> outcomes(String namespace) {
    return outcomes.stream().filter(outcome -> namespace.equals(outcome.namespace())).toList();
  }

  /** The alert of that sequence. */
  Optional<MessageInfo> alert(long sequence) {
    return message(ALERTS_STREAM, sequence);
  }

  /** The dead letter of that sequence. */
  Optional<MessageInfo> deadLetter(long sequence) {
    return message(Subjects.DEAD_LETTERS_STREAM, sequence);
  }

  /** Publishes an alert again, as an operator who means it. */
  void replay(String subject, String alert) {
    var headers = new Headers().add(Subjects.REPLAY_HEADER, "demo");
    connection.publish(subject, headers, alert.getBytes(UTF_8));
  }

  private Optional<MessageInfo> message(String stream, long sequence) {
    try {
      return Optional.of(connection.jetStreamManagement().getMessage(stream, sequence));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JetStreamApiException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
      connection.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
