package dev.falcoresponder.bench;

import dev.falcoresponder.bench.BareProcess.ReplicaFlags;
import dev.falcoresponder.servers.Scratch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The same work with few rules and with many. */
final class RulesRun {
  private static final int FEW = 3;

  private final Stage stage;
  private final Sizes sizes;
  private final Counts counts;
  private final Progress progress;
  private final Drain drain;

  RulesRun(Stage stage, ReplicaFlags flags, Sizes sizes, Counts counts, Progress progress) {
    this.stage = stage;
    this.sizes = sizes;
    this.counts = counts;
    this.progress = progress;
    this.drain = new Drain(stage, flags, progress);
  }

  List<Figure> all() {
    var figures = new ArrayList<Figure>();
    try (var scratch = Scratch.create("bench-rules")) {
      var few = file(scratch, FEW);
      for (var number : sizes.scale().rules()) {
        var many = file(scratch, number);
        figures.add(matching(many, number));
        figures.add(drained(few, many, number, "noise", this::noise));
        figures.add(drained(few, many, number, "flood", this::flood));
      }
    }
    return figures;
  }

  private static Path file(Scratch scratch, int rules) {
    return scratch.write("rules-" + rules + ".yaml", RuleMix.file(rules));
  }

  /** The work a rule file makes of one alert, beside reading that alert. */
  private Figure matching(Path file, int rules) {
    var scale = sizes.scale();
    var answer =
        BareProcess.answer(
            drain.flags(),
            MatchCost.class,
            file.toString(),
            Integer.toString(scale.matchWarmUp()),
            Integer.toString(scale.matchRounds()));
    var words = answer.split(" ", -1);
    var decoding = Double.parseDouble(words[0]) / 1_000;
    var matching = Double.parseDouble(words[1]) / 1_000;
    progress.say(
        Scenario.RULES,
        "%d rules: %.2f µs to match, %.2f µs to decode".formatted(rules, matching, decoding));
    counts.expect(Scenario.RULES, "alerts matched", 1, Long.parseLong(words[2]));
    return Figure.cost(Scenario.RULES, name("match", rules), "µs", matching, decoding, 2);
  }

  private Figure drained(Path few, Path many, int rules, String what, Supplier<Cargo> cargo) {
    var rounds =
        Rounds.measure(
            sizes.drainRounds(), () -> rate(few, FEW, cargo), () -> rate(many, rules, cargo));
    return Figure.rate(Scenario.RULES, name(what, rules), "1/s", rounds, 0.9);
  }

  private static String name(String what, int rules) {
    return "%s, %,d".formatted(what, rules);
  }

  private double rate(Path file, int rules, Supplier<Cargo> cargo) {
    var replica = stage.replica().setting("rules.files", file.toString());
    return drain.program(replica, rules + " rules", cargo.get(), (_, _) -> {});
  }

  private Cargo noise() {
    return Noise.of(Scenario.RULES, sizes.messages(), counts);
  }

  private Cargo flood() {
    return Flood.of(Scenario.RULES, sizes.messages(), stage, counts);
  }
}
