package dev.falcoresponder.fuzz;

import dev.falcoresponder.consumer.config.ConfigFileFuzz;
import dev.falcoresponder.consumer.decode.AlertFuzz;
import dev.falcoresponder.consumer.dedup.ClaimFuzz;
import dev.falcoresponder.consumer.ledger.OutcomeFuzz;
import dev.falcoresponder.consumer.rules.RuleFileFuzz;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What the program reads that others have written. */
@SuppressWarnings("ImmutableEnumChecker") // what they do is a constant without state
enum Target {
  ALERT(AlertFuzz.class, AlertFuzz::fuzzerTestOneInput, "alerts"),
  RULES(RuleFileFuzz.class, RuleFileFuzz::fuzzerTestOneInput, "rules/talon"),
  CONFIG(ConfigFileFuzz.class, ConfigFileFuzz::fuzzerTestOneInput),
  CLAIM(ClaimFuzz.class, ClaimFuzz::fuzzerTestOneInput),
  OUTCOME(OutcomeFuzz.class, OutcomeFuzz::fuzzerTestOneInput);

  private final Class<?> kind;
  private final Consumer<byte[]> once;
  private final List<String> samples;

  Target(Class<?> kind, Consumer<byte[]> once, String... samples) {
    this.kind = kind;
    this.once = once;
    this.samples = List.of(samples);
  }

  /** As one calls it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The class that Jazzer looks into. */
  String className() {
    return kind.getName();
  }

  /** Reads one input; throws where the program fails at it. */
  void read(byte[] input) {
    once.accept(input);
  }

  /**
   * Folders of the test resources with inputs that are known; the first is where findings belong.
   */
  List<String> corpora() {
    return Stream.concat(Stream.of("fuzz/" + word()), samples.stream()).toList();
  }
}
