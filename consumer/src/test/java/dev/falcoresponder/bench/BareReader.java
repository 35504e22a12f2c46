package dev.falcoresponder.bench;

import io.nats.client.FetchConsumeOptions;
import io.nats.client.Nats;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The floor of everything that is read: fetch 500, acknowledge each without waiting, again. Ends
 * when its input does.
 */
public final class BareReader {
  private static final int BATCH = 500;
  private static final int EXPIRY_MILLIS = 1_000;

  private BareReader() {}

  /**
   * Reads until the input ends.
   *
   * @param arguments the broker's URL
   */
  public static void main(String[] arguments) throws Exception {
    var over = new AtomicBoolean();
    Thread.ofVirtual().start(() -> awaitEndOfInput(over));
    var connection = Nats.connect(arguments[0]);
    var consumer = connection.getConsumerContext(AlertStream.NAME, AlertStream.BARE);
    var options =
        FetchConsumeOptions.builder().maxMessages(BATCH).noWaitExpiresIn(EXPIRY_MILLIS).build();
    while (!over.get()) {
      var batch = consumer.fetch(options);
      for (var message = batch.nextMessage(); message != null; message = batch.nextMessage()) {
        message.ack();
      }
    }
    connection.close();
  }

  private static void awaitEndOfInput(AtomicBoolean over) {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever written; the end is what counts.
      }
    } catch (IOException _) {
      // The end, too.
    }
    over.set(true);
  }
}
