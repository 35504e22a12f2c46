package dev.falcoresponder.consumer.announce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.rules.Place;
import dev.falcoresponder.consumer.rules.Problem;
import dev.falcoresponder.consumer.rules.RuleVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReloadEventsTest {
  private static final RuleVersion LIVE = new RuleVersion("823472f9691e", 1);

  private final List<String> told = new ArrayList<>();
  private final ReloadEvents events =
      new ReloadEvents((reason, action, note) -> told.add(reason + " " + action + ": " + note));

  @Test
  void rejectedRulesAreToldWithTheirFirstProblemAndWhatStaysLive() {
    events.rejected(LIVE, List.of(problem("priority is Info"), problem("no action")));

    assertThat(told)
        .containsExactly(
            "FalcoResponderRulesRejected ReloadRules: Changed rules were rejected, those of hash"
                + " 823472f9691e stay live: rules.yaml:3: priority is Info; write it otherwise"
                + " (and 1 more, see the log)");
  }

  @Test
  void onlyProblemIsAllThereIs() {
    events.rejected(LIVE, List.of(problem("no action")));

    assertThat(told).singleElement().asString().endsWith("no action; write it otherwise");
  }

  @Test
  void goodRulesAreNoMatterForAnybody() {
    events.loaded(LIVE, LIVE, List.of(problem("doubtful")));

    assertThat(told).isEmpty();
  }

  private static Problem problem(String what) {
    return new Problem(new Place("rules.yaml", 3), Optional.empty(), what, "write it otherwise");
  }
}
