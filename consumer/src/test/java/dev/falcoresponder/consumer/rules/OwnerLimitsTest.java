package dev.falcoresponder.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerLimitsTest {
  @Test
  void nothingIsLeftAloneUnlessTheRuleSaysSo() {
    assertThat(limits("")).isEqualTo(OwnerLimits.none());
    assertThat(limits("").inForce()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "'\"true\"', true",
    "'''true''', true",
    "FALSE, false",
    "'\"false\"', false"
  })
  void flagsAreBooleansOrTheirWords(String written, boolean meant) {
    assertThat(limits("ignore_daemonsets: " + written))
        .isEqualTo(new OwnerLimits(meant, false, false, Optional.empty()));
    assertThat(limits("ignore_statefulsets: " + written))
        .isEqualTo(new OwnerLimits(false, meant, false, Optional.empty()));
    assertThat(limits("ignore_standalone_pods: " + written))
        .isEqualTo(new OwnerLimits(false, false, meant, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2",
    "'\"2\"', 2",
    "'''999999999''', 999999999",
    "33%, 33%",
    "'\"1%\"', 1%",
    "100%, 100%"
  })
  void minimumIsANumberOrAText(String written, String meant) {
    assertThat(limits("min_healthy_replicas: " + written).minHealthy())
        .map(MinHealthyReplicas::text)
        .contains(meant);
  }

  @ParameterizedTest
  @CsvSource({
    "33, 3, 1",
    "34, 3, 2",
    "50, 5, 3",
    "50, 4, 2",
    "100, 5, 5",
    "1, 1, 1",
    "1, 100, 1",
    "1, 101, 2",
    "50, 0, 0",
    "99, 2147483647, 2126008811"
  })
  void percentageIsRoundedUp(int percent, int desired, int kept) {
    assertThat(new MinHealthyReplicas.Percent(percent).of(desired)).isEqualTo(kept);
  }

  @Test
  void countIsItselfHoweverManyAreDesired() {
    assertThat(new MinHealthyReplicas.Count(2).of(100)).isEqualTo(2);
    assertThat(new MinHealthyReplicas.Count(2).of(1)).isEqualTo(2);
  }

  @Test
  void parametersAreAsARuleFileHasThemInItsOrder() {
    var spec = spec("min_healthy_replicas: 50%\n    ignore_statefulsets: \"true\"");

    assertThat(spec.parameters().entrySet())
        .containsExactly(
            Map.entry("grace_period_seconds", 1L),
            Map.entry("ignore_daemonsets", false),
            Map.entry("ignore_statefulsets", true),
            Map.entry("ignore_standalone_pods", false),
            Map.entry("min_healthy_replicas", "50%"));
  }

  private static OwnerLimits limits(String parameter) {
    return switch (spec(parameter)) {
      case ActionSpec.Terminate(_, OwnerLimits limits) -> limits;
    };
  }

  private static ActionSpec spec(String parameter) {
    var file =
        "- rule: R\n  match: {rules: [F]}\n  actions:\n  - action: T\n"
            + "    actionner: kubernetes:terminate\n    parameters:\n    "
            + (parameter.isEmpty() ? "" : "  ")
            + parameter.replace("\n    ", "\n      ")
            + "\n";
    return Rules.loaded(file).book().rules().getFirst().actions().getFirst().spec();
  }
}
