package dev.falcoresponder.bench;

import dev.falcoresponder.bench.BareProcess.ReplicaFlags;
import dev.falcoresponder.servers.ResponderProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** A backlog after an outage, drained by the program beside a bare reader, and its memory. */
final class BacklogRun {
  private static final int MEGABYTES = 160;

  private final Stage stage;
  private final Sizes sizes;
  private final Counts counts;
  private final Drain drain;
  private final List<Double> early = new ArrayList<>();
  private final List<Double> late = new ArrayList<>();

  BacklogRun(Stage stage, ReplicaFlags flags, Sizes sizes, Counts counts, Progress progress) {
    this.stage = stage;
    this.sizes = sizes;
    this.counts = counts;
    this.drain = new Drain(stage, flags, progress);
  }

  List<Figure> all() {
    var rounds =
        Rounds.measure(
            sizes.scale().backlogRounds(),
            () -> drain.bare(backlog()),
            () -> drain.program(stage.replica(), "program", backlog(), new Memories()));
    return List.of(
        Figure.rate(Scenario.BACKLOG, "alerts", "1/s", rounds, 0.7),
        Figure.limit(Scenario.BACKLOG, "memory after it", "MiB", Quantile.median(late), MEGABYTES),
        Figure.cost(
            Scenario.BACKLOG,
            "memory's growth",
            "MiB",
            Quantile.median(late),
            Quantile.median(early),
            1.2));
  }

  private Backlog backlog() {
    return Backlog.of(sizes.scale().backlog(), sizes.scale().suspects(), stage, counts);
  }

  /** Notes the memory once a fifth is drained, by when the program has seen all there is. */
  private final class Memories implements Drain.Look {
    private OptionalDouble first = OptionalDouble.empty();

    @Override
    public void at(ResponderProcess replica, long open) {
      var fifth = sizes.scale().backlog() / 5;
      if (first.isEmpty() && open <= sizes.scale().backlog() - fifth) {
        first = OptionalDouble.of(Memory.resident(replica.pid()));
        early.add(first.getAsDouble());
      }
      if (open == 0) {
        late.add(Memory.resident(replica.pid()));
      }
    }
  }
}
