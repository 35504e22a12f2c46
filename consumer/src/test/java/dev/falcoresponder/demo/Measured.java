package dev.falcoresponder.demo;

import java.time.Duration;

/** The burst in figures. */
final class Measured implements Scene {
  @Override
  public String title() {
    return "What was measured";
  }

  @Override
  public void play(Stage stage) {
    var times = stage.latencies();
    stage.witness().holds(times.count() + " alerts of the burst were timed", times.count() > 0);
    stage
        .narrator()
        .says(
            "From publication to the pod's deletionTimestamp, under the whole burst: p50 %s, p99 %s."
                .formatted(millis(times.quantile(0.5)), millis(times.quantile(0.99))));
    stage
        .narrator()
        .says(
            "From starting %d replicas side by side to all of them ready: %s."
                .formatted(Stage.REPLICAS, millis(stage.replicas().startUp())));
    stage
        .narrator()
        .says("On this machine, with all servers on it; scripts/bench measures with care.");
  }

  private static String millis(Duration time) {
    return "%d ms".formatted(time.toMillis());
  }
}
