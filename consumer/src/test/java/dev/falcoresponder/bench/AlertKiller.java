package dev.falcoresponder.bench;

import dev.falcoresponder.servers.ResponderProcess;
import io.fabric8.kubernetes.api.model.Pod;
import io.nats.client.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Replicas, told by core publish as Falcosidekick does.
 *
 * @param connection publishes
 * @param replicas act
 */
record AlertKiller(Connection connection, List<ResponderProcess> replicas) implements Killer {
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

  /** Waits until nothing is open, and compares how many answers they gave. */
  void checkAnswers(Scenario scenario, Counts counts, long expected) {
    var stream = new AlertStream(connection);
    stream.awaitSettled();
    counts.expect(scenario, "alerts left open", 0, stream.open(AlertStream.PROGRAM));
    var answers = replicas.stream().mapToDouble(AlertKiller::answers).sum();
    counts.expect(scenario, "answers", expected, Math.round(answers));
  }

  static double answers(ResponderProcess replica) {
    return replica.metrics().sum("falco_responder_actions_total");
  }

  @Override
  public void close() {
    for (var replica : replicas) {
      replica.stop();
      replica.close();
    }
  }
}
