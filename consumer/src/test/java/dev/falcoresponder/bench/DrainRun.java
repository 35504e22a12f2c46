package dev.falcoresponder.bench;

import dev.falcoresponder.bench.BareProcess.ReplicaFlags;
import dev.falcoresponder.servers.ResponderProcess;
import java.util.ArrayList;
import java.util.List;

/** A full stream that is drained, by the program beside a bare reader. */
final class DrainRun {
  private final Stage stage;
  private final Sizes sizes;
  private final Counts counts;
  private final Drain drain;
  private final List<Double> memory = new ArrayList<>();

  DrainRun(Stage stage, ReplicaFlags flags, Sizes sizes, Counts counts, Progress progress) {
    this.stage = stage;
    this.sizes = sizes;
    this.counts = counts;
    this.drain = new Drain(stage, flags, progress);
  }

  List<Figure> noise() {
    var noise = Noise.of(Scenario.NOISE, sizes.messages(), counts);
    var rounds = Rounds.measure(sizes.drainRounds(), () -> drain.bare(noise), () -> program(noise));
    return List.of(Figure.rate(Scenario.NOISE, "alerts", "1/s", rounds, 0.8));
  }

  List<Figure> flood() {
    var rounds =
        Rounds.measure(
            sizes.drainRounds(), () -> drain.bare(newFlood()), () -> program(newFlood()));
    return List.of(
        Figure.rate(Scenario.FLOOD, "duplicates", "1/s", rounds, 0.7),
        Figure.limit(Scenario.FLOOD, "memory after it", "MiB", Quantile.median(memory), 192));
  }

  private Flood newFlood() {
    return Flood.of(Scenario.FLOOD, sizes.messages(), stage, counts);
  }

  private double program(Cargo cargo) {
    return drain.program(stage.replica(), "program", cargo, this::rememberLast);
  }

  private void rememberLast(ResponderProcess replica, long open) {
    if (open == 0) {
      memory.add(Memory.resident(replica.pid()));
    }
  }
}
