package dev.falcoresponder.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.servers.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Many alerts at once, and two replicas. */
final class Burst implements Scene {
  private static final String NAMESPACE = "burst";
  private static final int PODS = 60;

  @Override
  public String title() {
    return "Two replicas share a burst";
  }

  @Override
  public void play(Stage stage) {
    var pods = stage.pods(NAMESPACE);
    var running = IntStream.range(0, PODS).mapToObj(i -> pods.running("worker-" + i)).toList();
    stage
        .narrator()
        .says(PODS + " pods run. An alert about each of them is published, all at once.");
    try (var watch = DeathWatch.over(stage.cluster().admin(), NAMESPACE)) {
      publish(stage, running, watch);
      stage
          .witness()
          .sees("%d pods were told to end".formatted(PODS), () -> watch.deaths() == PODS);
      stage.latencies().add(watch.latencies());
      // Before the watch ends: the simulator stands still where one ends while there is something
      // to tell it.
      seeWhoDidIt(stage, pods);
    }
  }

  private static void publish(Stage stage, List<Pod> pods, DeathWatch watch) {
    var alerts = new LinkedHashMap<String, String>();
    pods.forEach(pod -> alerts.put(pod.getMetadata().getUid(), FalcoAlertJson.shellIn(pod)));
    alerts.forEach((uid, alert) -> {
      watch.published(uid);
      stage.sidekick().publish(alert);
    });
  }

  private static void seeWhoDidIt(Stage stage, Pods pods) {
    var witness = stage.witness();
    witness.sees(
        PODS + " outcome events on NATS", () -> stage.broker().outcomes(NAMESPACE).size() >= PODS);
    var outcomes = stage.broker().outcomes(NAMESPACE);
    var shares =
        outcomes.stream()
            .filter(outcome -> outcome.outcome().equals("acted"))
            .collect(groupingBy(ResponseOutcome::replica, TreeMap::new, counting()));
    var words =
        shares.entrySet().stream()
            .map(share -> share.getKey() + " ended " + share.getValue())
            .collect(joining(", "));
    witness.holds(
        words, shares.size() == Stage.REPLICAS && outcomes.size() == PODS && sum(shares) == PODS);
    witness.sees(
        "the API server was asked " + PODS + " times to delete a pod, no pod twice",
        () ->
            stage.cluster().deletions(NAMESPACE).size() >= PODS
                && stage.cluster().deletions(NAMESPACE).stream()
                    .collect(groupingBy(entry -> entry.pod(), counting()))
                    .values()
                    .stream()
                    .allMatch(count -> count == 1));
    witness.sees(
        "no pod is left",
        () -> IntStream.range(0, PODS).allMatch(i -> pods.find("worker-" + i).isEmpty()));
  }

  private static long sum(Map<String, Long> shares) {
    return shares.values().stream().mapToLong(Long::longValue).sum();
  }
}
