package dev.falcoresponder.e2e;

import dev.falcoresponder.model.Subjects;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;

/** An alert that was delivered before, to somebody who gave it back each time. */
final class GivenBack {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private GivenBack() {}

  /**
   * Makes stream and consumer as somebody else would who owns them, publishes bytes, takes them so
   * often and gives them back each time.
   *
   * @return their sequence
   */
  static long store(Broker broker, String subject, byte[] payload, int times) {
    broker.ask(management ->
        management.addStream(
            StreamConfiguration.builder().name(Broker.STREAM).subjects(Subjects.ALERTS).build()));
    broker.ask(management ->
        management.addOrUpdateConsumer(
            Broker.STREAM, ConsumerConfiguration.builder().durable(Broker.CONSUMER).build()));
    long sequence = broker.store(subject, payload);
    try {
      var consumer = broker.connection().getConsumerContext(Broker.STREAM, Broker.CONSUMER);
      for (int delivery = 0; delivery < times; delivery++) {
        Objects.requireNonNull(consumer.next(PATIENCE)).nak();
        broker.flush();
      }
      return sequence;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JetStreamApiException | JetStreamStatusCheckedException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
