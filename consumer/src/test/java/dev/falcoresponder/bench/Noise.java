package dev.falcoresponder.bench;

import dev.falcoresponder.servers.ResponderProcess;
import java.util.List;
import java.util.Map;

/**
 * Alerts that no rule wants.
 *
 * @param alerts taken in turn
 */
record Noise(Scenario scenario, int size, List<byte[]> alerts, Counts counts) implements Cargo {
  static final String SUBJECT = "falco.warning.something_else";

  static Noise of(Scenario scenario, int size, Counts counts) {
    return new Noise(scenario, size, Alerts.unwanted(), counts);
  }

  @Override
  public void fill(AlertStream stream) {
    stream.fill(size, SUBJECT, index -> alerts.get(index % alerts.size()));
  }

  @Override
  public void check(ResponderProcess replica) {
    counts.expect(scenario, "alerts ignored", size, ignored(replica));
  }

  static long ignored(ResponderProcess replica) {
    var labels = Map.of("outcome", "ignored");
    return Math.round(replica.metrics().sum("falco_responder_alerts_settled_total", labels));
  }
}
