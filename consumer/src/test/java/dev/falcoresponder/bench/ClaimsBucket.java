package dev.falcoresponder.bench;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.UUID;

/** The bucket of claims, from the broker's side. */
final class ClaimsBucket {
  private static final String STREAM = "KV_falco-responder-claims";
  private static final String ALL = "$KV.falco-responder-claims.>";

  private final Connection connection;

  ClaimsBucket(Connection connection) {
    this.connection = connection;
  }

  /** Adds so many, each like the last that the program wrote, for a pod that never was. */
  void add(int count) {
    try {
      var model = connection.jetStreamManagement().getLastMessage(STREAM, ALL);
      var subject = Objects.requireNonNull(model.getSubject());
      var beginning = subject.substring(0, subject.lastIndexOf('.') + 1);
      new Window(connection, STREAM)
          .publish(count, _ -> beginning + UUID.randomUUID(), _ -> model.getData());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JetStreamApiException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many it holds. */
  long count() {
    try {
      return connection.jetStreamManagement().getStreamInfo(STREAM).getStreamState().getMsgCount();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JetStreamApiException e) {
      throw new IllegalStateException(e);
    }
  }
}
