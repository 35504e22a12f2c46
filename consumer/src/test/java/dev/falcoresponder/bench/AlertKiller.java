package dev.falcoresponder.bench;

import dev.falcoresponder.servers.ResponderProcess;
import io.fabric8.kubernetes.api.model.Pod;
import io.nats.client.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Replicas, told by core publish as Falcosidekick does.
 *
 * @param connection publishes
 * @param replicas act
 */
record AlertKiller(Connection connection, List<ResponderProcess> replicas) implements Killer {
  private static final String ACTIONS = "falco_responder_actions_total";

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

  /** To try again, as after a pod has changed or the API server was slow, is no answer yet. */
  static double answers(ResponderProcess replica) {
    var metrics = replica.metrics();
    return metrics.sum(ACTIONS) - metrics.sum(ACTIONS, Map.of("outcome", "retry"));
  }

  @Override
  public void close() {
    for (var replica : replicas) {
      replica.stop();
      replica.close();
    }
  }
}
