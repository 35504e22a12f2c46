package dev.falcoresponder.bench;

import dev.falcoresponder.servers.ResponderProcess;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A full stream that is drained: by the program, and by a bare reader. Each time by a fresh process
 * whose time counts from its first acknowledgement.
 */
final class DrainRun {
  private static final String ALERTS = "falco_responder_alerts_settled_total";
  private static final String ACTIONS = "falco_responder_actions_total";

  private final Stage stage;
  private final Sizes sizes;
  private final Counts counts;
  private final Progress progress;
  private final AlertStream stream;
  private final List<Double> memory = new ArrayList<>();

  DrainRun(Stage stage, Sizes sizes, Counts counts, Progress progress) {
    this.stage = stage;
    this.sizes = sizes;
    this.counts = counts;
    this.progress = progress;
    this.stream = new AlertStream(stage.connection());
  }

  List<Figure> noise() {
    var flags = flags();
    var alerts = Alerts.unwanted();
    progress.say(Scenario.NOISE, "storing %d alerts".formatted(sizes.messages()));
    var rounds =
        Rounds.measure(
            sizes.drainRounds(),
            () -> floor(Scenario.NOISE, flags, () -> fillNoise(alerts)),
            () -> {
              fillNoise(alerts);
              return program(Scenario.NOISE, this::checkNoise);
            });
    return List.of(Figure.rate(Scenario.NOISE, "alerts", "1/s", rounds, 0.7));
  }

  private void fillNoise(List<byte[]> alerts) {
    stream.fill(
        sizes.messages(),
        "falco.warning.something_else",
        index -> alerts.get(index % alerts.size()));
  }

  private void checkNoise(ResponderProcess replica) {
    var ignored = replica.metrics().sum(ALERTS, Map.of("outcome", "ignored"));
    counts.expect(Scenario.NOISE, "alerts ignored", sizes.messages(), Math.round(ignored));
  }

  List<Figure> flood() {
    var flags = flags();
    var rounds =
        Rounds.measure(
            sizes.drainRounds(),
            () -> floor(Scenario.FLOOD, flags, () -> fillFlood(suspect())),
            () -> {
              var pod = suspect();
              fillFlood(pod);
              return program(Scenario.FLOOD, replica -> checkFlood(replica, pod));
            });
    return List.of(
        Figure.rate(Scenario.FLOOD, "duplicates", "1/s", rounds, 0.6),
        Figure.limit(Scenario.FLOOD, "memory after it", "MiB", Quantile.median(memory), 192));
  }

  private Pod suspect() {
    return Herd.of(stage.admin(), "bench-flood", 1).pods().getFirst();
  }

  private void fillFlood(Pod pod) {
    var alert = Alerts.shell(pod);
    stream.fill(sizes.messages(), Alerts.SHELL_SUBJECT, _ -> alert);
  }

  private void checkFlood(ResponderProcess replica, Pod pod) {
    var acted = replica.metrics().sum(ACTIONS, Map.of("outcome", "acted"));
    counts.expect(Scenario.FLOOD, "responses", 1, Math.round(acted));
    var duplicates = replica.metrics().sum(ACTIONS, Map.of("outcome", "duplicate"));
    counts.expect(Scenario.FLOOD, "duplicates", sizes.messages() - 1L, Math.round(duplicates));
    var deletions = Audit.deletions(stage.audit(), pod.getMetadata().getNamespace(), 1);
    counts.expect(Scenario.FLOOD, "deletions", 1, deletions.size());
    memory.add(Memory.resident(replica.pid()));
  }

  /** Starts a replica once, so that the stream is there as the program makes it. */
  private BareProcess.ReplicaFlags flags() {
    try (var replica = stage.replica().start()) {
      var flags = BareProcess.ReplicaFlags.of(replica);
      replica.stop();
      return flags;
    }
  }

  private double floor(Scenario scenario, BareProcess.ReplicaFlags flags, Runnable fill) {
    fill.run();
    stream.addBareConsumer();
    try (var _ = BareProcess.start(flags, BareReader.class, stage.nats().url())) {
      var rate = stream.awaitDrained(AlertStream.BARE, sizes.messages());
      progress.say(scenario, "floor: %d messages, %.0f/s".formatted(sizes.messages(), rate));
      return rate;
    }
  }

  private interface Check {
    void on(ResponderProcess replica);
  }

  private double program(Scenario scenario, Check check) {
    try (var replica = stage.replica().launch()) {
      var rate = stream.awaitDrained(AlertStream.PROGRAM, sizes.messages());
      progress.say(scenario, "program: %d alerts, %.0f/s".formatted(sizes.messages(), rate));
      check.on(replica);
      replica.stop();
      return rate;
    }
  }
}
