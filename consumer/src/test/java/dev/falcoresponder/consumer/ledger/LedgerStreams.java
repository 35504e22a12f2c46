package dev.falcoresponder.consumer.ledger;

import dev.falcoresponder.model.Subjects;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;

/** The ledger's streams on a server of a test's own. */
final class LedgerStreams {
  private LedgerStreams() {}

  static void create(Connection connection) {
    create(connection, Subjects.DEAD_LETTERS_STREAM, Subjects.DEAD_LETTERS);
    create(connection, Subjects.OUTCOMES_STREAM, Subjects.OUTCOMES);
  }

  static void delete(Connection connection) {
    try {
      var management = connection.jetStreamManagement();
      for (var name : management.getStreamNames()) {
        management.deleteStream(name);
      }
    } catch (IOException | JetStreamApiException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void create(Connection connection, String name, String subject) {
    try {
      connection
          .jetStreamManagement()
          .addStream(
              StreamConfiguration.builder()
                  .name(name)
                  .subjects(subject)
                  .duplicateWindow(Duration.ofMinutes(10))
                  .build());
    } catch (IOException | JetStreamApiException e) {
      throw new IllegalStateException(e);
    }
  }
}
