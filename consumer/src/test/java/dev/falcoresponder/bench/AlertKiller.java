package dev.falcoresponder.bench;

import dev.falcoresponder.servers.ResponderProcess;
import io.fabric8.kubernetes.api.model.Pod;
import io.nats.client.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A replica, told by core publish as Falcosidekick does.
 *
 * @param connection publishes
 * @param replica acts
 */
record AlertKiller(Connection connection, ResponderProcess replica) implements Killer {
  @Override
  public void kill(Pod pod) {
    connection.publish(Alerts.SHELL_SUBJECT, Alerts.shell(pod));
  }

  @Override
  public void flush() {
    try {
      connection.flushBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    replica.stop();
    replica.close();
  }
}
