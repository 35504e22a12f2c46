package dev.falcoresponder.bench;

import dev.falcoresponder.servers.ResponderProcess;
import java.util.List;

/**
 * What waits after an outage: alerts that no rule wants, and among them, evenly spread, some about
 * shells, several for each pod.
 *
 * @param wanted one alert for each pod
 */
record Backlog(int size, Herd herd, List<byte[]> wanted, Stage stage, Counts counts)
    implements Cargo {
  private static final int ALERTS_FOR_EACH = 5;

  /** About pods of its own. */
  static Backlog of(int size, int pods, Stage stage, Counts counts) {
    var herd = Herd.of(stage.admin(), "bench-backlog", pods);
    return new Backlog(size, herd, herd.pods().stream().map(Alerts::shell).toList(), stage, counts);
  }

  @Override
  public Scenario scenario() {
    return Scenario.BACKLOG;
  }

  @Override
  public void fill(AlertStream stream) {
    var unwanted = Alerts.unwanted();
    var every = size / shells();
    stream.fill(
        size,
        Alerts.SHELL_SUBJECT,
        index ->
            index % every == 0 && index / every < shells()
                ? wanted.get(index / every % wanted.size())
                : unwanted.get(index % unwanted.size()));
  }

  private int shells() {
    return wanted.size() * ALERTS_FOR_EACH;
  }

  @Override
  public void check(ResponderProcess replica) {
    counts.expect(scenario(), "alerts ignored", size - shells(), Noise.ignored(replica));
    counts.expect(scenario(), "responses", wanted.size(), Flood.actions(replica, "acted"));
    var duplicates = shells() - wanted.size();
    counts.expect(scenario(), "duplicates", duplicates, Flood.actions(replica, "duplicate"));
    var deletions = Audit.deletions(stage.audit(), herd.namespace(), wanted.size());
    counts.expect(scenario(), "deletions", wanted.size(), deletions.size());
    var uids = deletions.stream().flatMap(each -> each.uidPrecondition().stream()).distinct();
    counts.expect(scenario(), "pods deleted by uid", wanted.size(), uids.count());
  }
}
