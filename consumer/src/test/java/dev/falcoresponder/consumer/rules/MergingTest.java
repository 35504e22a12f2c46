package dev.falcoresponder.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergingTest {
  private static final String BASE =
      """
      - action: Terminate Pod
        actionner: kubernetes:terminate
        description: first
        parameters: {grace_period_seconds: 5}
      - rule: Shell
        description: first
        match:
          rules: [A]
          priority: ">=Notice"
          tags: [x]
          source: syscall
          output_fields: ["k8s.ns.name!=a"]
        actions:
          - action: Terminate Pod
      - rule: Other
        match: {rules: [Z]}
        actions: [{action: Terminate Pod}]
      """;

  @TempDir private Path folder;

  private RuleFiles.Load load(String... texts) throws IOException {
    var files = new ArrayList<Path>();
    for (var text : texts) {
      files.add(Files.writeString(folder.resolve("f" + files.size() + ".yaml"), text));
    }
    return RuleFiles.load(files);
  }

  private List<ResponseRule> rules(String... texts) throws IOException {
    return switch (load(texts)) {
      case RuleFiles.Load.Loaded loaded -> loaded.book().rules();
      case RuleFiles.Load.Broken(List<Problem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  @Test
  void approvalThatOneFileRequiresTheNextKeeps() throws IOException {
    assertThat(
            rules(
                BASE, "- rule: Shell\n  approval: required\n", "- rule: Shell\n  dry_run: true\n"))
        .extracting(ResponseRule::name, ResponseRule::needsApproval)
        .containsExactly(tuple("Shell", true), tuple("Other", false));
  }

  @Test
  void aRuleOfTheSameNameKeepsItsPlaceAndListsGrow() throws IOException {
    var override =
        """
        - rule: New
          match: {rules: [N]}
          actions: [{action: Terminate Pod}]
        - rule: Shell
          match:
            rules: [B]
            tags: ["y, z"]
            output_fields: ["k8s.ns.name!=b"]
          actions: [{action: Again, actionner: "kubernetes:terminate"}]
        """;
    var rules = rules(BASE, override);
    var shell = rules.getFirst();

    assertThat(rules).extracting(ResponseRule::name).containsExactly("Shell", "Other", "New");
    assertThat(shell.match().rules()).containsExactlyInAnyOrder("A", "B");
    assertThat(shell.match().tags()).containsExactly(Set.of("x"), Set.of("y", "z"));
    assertThat(shell.match().outputFields()).hasSize(2);
    assertThat(shell.actions())
        .extracting(RuleAction::name)
        .containsExactly("Terminate Pod", "Again");
  }

  @Test
  void priorityAndSourceAreReplacedOnlyIfGiven() throws IOException {
    var kept =
        rules(BASE, "- rule: Shell\n  match: {rules: [B], priority: ''}\n").getFirst().match();
    var replaced =
        rules(BASE, "- rule: Shell\n  match: {priority: Error, source: okta}\n").getFirst().match();

    assertThat(kept.priority().map(range -> range.comparison().sign())).contains(">=");
    assertThat(kept.source()).contains("syscall");
    assertThat(replaced.priority().map(range -> range.level().word())).contains("Error");
    assertThat(replaced.source()).isEqualTo(Optional.of("okta"));
  }

  @Test
  void flagsOfARuleAreReplacedOnlyIfGiven() throws IOException {
    var on = "- rule: Shell\n  dry_run: true\n  continue: false\n  target_by_name: true\n";

    assertThat(rules(BASE, on, "- rule: Shell\n  description: again\n").getFirst())
        .matches(rule -> rule.dryRun() && !rule.continues() && rule.targetsByName());
    assertThat(rules(BASE, on, on.replace("true", "FALSE").replace("false", "true")).getFirst())
        .matches(rule -> !rule.dryRun() && rule.continues() && !rule.targetsByName());
  }

  @Test
  void anActionOfTheSameNameIsReplacedPieceByPiece() throws IOException {
    var action =
        rules(
                BASE,
                "- action: Terminate Pod\n  continue: true\n",
                "- action: Terminate Pod\n  ignore_errors: true\n")
            .getFirst()
            .actions()
            .getFirst();

    assertThat(action)
        .isEqualTo(
            new RuleAction(
                "Terminate Pod", new ActionSpec.Terminate(Duration.ofSeconds(5)), true, true));
    assertThat(
            grace(
                rules(BASE, "- action: Terminate Pod\n  parameters: {grace_period_seconds: 9}\n")))
        .isEqualTo(9);
  }

  @Test
  void whatARuleSaysOfItsActionWinsForThatRuleOnly() throws IOException {
    var own =
        "- rule: Mine\n  match: {rules: [M]}\n  actions: [{action: Terminate Pod, continue: true, parameters: {grace_period_seconds: 7}}]\n";
    var rules = rules(own, BASE);

    assertThat(grace(rules)).isEqualTo(7);
    assertThat(rules.getFirst().actions().getFirst().continues()).isTrue();
    assertThat(grace(rules.subList(1, 2))).isEqualTo(5);
    assertThat(rules.get(1).actions().getFirst().continues()).isFalse();
  }

  private static long grace(List<ResponseRule> rules) {
    return switch (rules.getFirst().actions().getFirst().spec()) {
      case ActionSpec.Terminate(Duration gracePeriod, _) -> gracePeriod.toSeconds();
    };
  }

  @Test
  void aRuleAndAnActionMayShareAName() throws IOException {
    assertThat(
            rules(
                "- action: X\n  actionner: kubernetes:terminate\n- rule: X\n  match: {rules: [F]}\n  actions: [{action: X}]\n"))
        .hasSize(1);
  }

  @Test
  void aParameterOfAnotherTypeIsRejectedWithBothPlaces() throws IOException {
    var other = "- action: Terminate Pod\n  parameters:\n    grace_period_seconds: [9]\n";

    assertThat(load(BASE, other))
        .isInstanceOfSatisfying(
            RuleFiles.Load.Broken.class,
            broken ->
                assertThat(broken.problems())
                    .singleElement()
                    .asString()
                    .startsWith(
                        folder
                            + "/f1.yaml:3: action \"Terminate Pod\": parameter \"grace_period_seconds\" is a list here")
                    .contains("a number in " + folder + "/f0.yaml:4"));
  }

  @Test
  void aWordIsReplacedByAnyWordThatTheParameterTakes() throws IOException {
    var own =
        "- action: Terminate Pod\n  parameters: {min_healthy_replicas: %s, ignore_daemonsets: %s}\n";

    assertThat(limits(rules(BASE, own.formatted("2", "\"true\""), own.formatted("50%", "false"))))
        .isEqualTo(
            new OwnerLimits(false, false, false, Optional.of(new MinHealthyReplicas.Percent(50))));
    assertThat(limits(rules(BASE, own.formatted("50%", "false"), own.formatted("2", "'true'"))))
        .isEqualTo(
            new OwnerLimits(true, false, false, Optional.of(new MinHealthyReplicas.Count(2))));
  }

  @Test
  void aWordThatTheParameterDoesNotTakeIsRejectedWhereItWins() throws IOException {
    var text = "- action: Terminate Pod\n  parameters:\n    grace_period_seconds: '9'\n";

    assertThat(load(BASE, text))
        .isInstanceOfSatisfying(
            RuleFiles.Load.Broken.class,
            broken ->
                assertThat(broken.problems())
                    .isNotEmpty()
                    .allSatisfy(problem ->
                        assertThat(problem.toString())
                            .startsWith(folder + "/f1.yaml:3: ")
                            .contains(
                                "parameter grace_period_seconds is \"9\"; write a whole number")));
  }

  private static OwnerLimits limits(List<ResponseRule> rules) {
    return switch (rules.getFirst().actions().getFirst().spec()) {
      case ActionSpec.Terminate(_, OwnerLimits limits) -> limits;
    };
  }

  @Test
  void aMissingPieceMayComeFromALaterFile() throws IOException {
    assertThat(
            rules(
                "- rule: R\n  match: {rules: [F]}\n  actions: [{action: T}]\n",
                "- action: T\n  actionner: kubernetes:terminate\n"))
        .hasSize(1);
    assertThat(load("- rule: R\n  match: {rules: [F]}\n  actions: [{action: T}]\n"))
        .isInstanceOf(RuleFiles.Load.Broken.class);
  }
}
