package dev.falcoresponder.bench;

import dev.falcoresponder.servers.ResponderProcess;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;

/**
 * The same alert again and again.
 *
 * @param pod what it is about; dies once
 */
record Flood(Scenario scenario, int size, Pod pod, Stage stage, Counts counts) implements Cargo {
  /** About a pod of its own. */
  static Flood of(Scenario scenario, int size, Stage stage, Counts counts) {
    var pod = Herd.of(stage.admin(), "bench-flood", 1).pods().getFirst();
    return new Flood(scenario, size, pod, stage, counts);
  }

  @Override
  public void fill(AlertStream stream) {
    var alert = Alerts.shell(pod);
    stream.fill(size, Alerts.SHELL_SUBJECT, _ -> alert);
  }

  @Override
  public void check(ResponderProcess replica) {
    counts.expect(scenario, "responses", 1, actions(replica, "acted"));
    counts.expect(scenario, "duplicates", size - 1L, actions(replica, "duplicate"));
    var deletions = Audit.deletions(stage.audit(), pod.getMetadata().getNamespace(), 1);
    counts.expect(scenario, "deletions", 1, deletions.size());
  }

  static long actions(ResponderProcess replica, String outcome) {
    var labels = Map.of("outcome", outcome);
    return Math.round(replica.metrics().sum("falco_responder_actions_total", labels));
  }
}
