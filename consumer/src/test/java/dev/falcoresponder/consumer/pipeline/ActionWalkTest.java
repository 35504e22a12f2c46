package dev.falcoresponder.consumer.pipeline;

import static dev.falcoresponder.consumer.fixtures.Alerts.limited;
import static dev.falcoresponder.consumer.fixtures.Alerts.matched;
import static dev.falcoresponder.consumer.fixtures.Alerts.rule;
import static dev.falcoresponder.consumer.fixtures.Alerts.terminate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Outcome.Duplicate.Stage;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.consumer.rules.PlannedAction;
import dev.falcoresponder.consumer.rules.ResponseRule;
import dev.falcoresponder.consumer.settle.Response;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.OutcomeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActionWalkTest {
  private static final Outcome ACTED = new Outcome.Acted("");

  /** What lets others go on, whether or not they want the same. */
  private static final Outcome REFUSED = new Outcome.Refused(Reason.MIRROR_POD, "");

  private static final Outcome GIVEN_UP =
      new Outcome.Rejected(DeadLetterReason.FORBIDDEN, "pods: delete");
  private static final Outcome LATER =
      new Outcome.Retry(Reason.API_SERVER_BUSY, "503", Optional.empty(), true);

  @Test
  void runsAllRulesAndTheirActionsInOrder() {
    assertThat(
            walk(
                Map.of(),
                rule("first", true, terminate("a", true, false), terminate("b", true, false)),
                rule("second", true, terminate("c", true, false))))
        .containsExactly("a", "b", "c");
  }

  @Test
  void anActionThatDoesNotContinueEndsItsRuleOnly() {
    assertThat(
            walk(
                Map.of(),
                rule("first", true, terminate("a", false, false), terminate("b", true, false)),
                rule("second", true, terminate("c", true, false))))
        .containsExactly("a", "c");
  }

  static List<Outcome> outcomesThatAreNoErrors() {
    return List.of(
        ACTED,
        new Outcome.WouldAct(""),
        new Outcome.Gone(Reason.NOT_FOUND, ""),
        new Outcome.Stale(Reason.REPLACED, ""),
        new Outcome.Refused(Reason.MIRROR_POD, ""),
        new Outcome.Duplicate("", Stage.OVER),
        new Outcome.SettledBefore(
            new SettledOutcome(OutcomeKind.ACTED, Optional.empty(), "", Optional.empty())));
  }

  @ParameterizedTest
  @MethodSource("outcomesThatAreNoErrors")
  void whatIsNoErrorLetsTheNextActionRun(Outcome outcome) {
    assertThat(
            walk(
                Map.of("a", outcome),
                rule("r", true, terminate("a", true, false), terminate("b", true, false))))
        .containsExactly("a", "b");
  }

  static List<Outcome> errors() {
    return List.of(
        GIVEN_UP,
        // A dry run goes the way that the alert would go.
        new Outcome.WouldHold(""),
        new Outcome.SettledBefore(
            new SettledOutcome(
                OutcomeKind.REJECTED, Optional.of("FORBIDDEN"), "", Optional.empty())));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void anErrorEndsTheRuleThoughTheActionContinuesAndLeavesOtherRulesAlone(Outcome error) {
    assertThat(
            walk(
                Map.of("a", error),
                rule("first", true, terminate("a", true, false), terminate("b", true, false)),
                rule("second", true, terminate("c", true, false))))
        .containsExactly("a", "c");
  }

  @ParameterizedTest
  @MethodSource("errors")
  void anIgnoredErrorLetsTheNextActionRun(Outcome error) {
    assertThat(
            walk(
                Map.of("a", error),
                rule("r", true, terminate("a", true, true), terminate("b", true, false))))
        .containsExactly("a", "b");
  }

  @ParameterizedTest
  @MethodSource("errors")
  void anIgnoredErrorDoesNotMakeAnActionContinueThatOtherwiseWouldNot(Outcome error) {
    assertThat(
            walk(
                Map.of("a", error),
                rule("r", true, terminate("a", false, true), terminate("b", true, false))))
        .containsExactly("a");
  }

  @Test
  void everythingAfterARetryWaitsForTheNextDelivery() {
    assertThat(
            walk(
                Map.of("b", LATER),
                rule(
                    "first",
                    true,
                    terminate("a", true, true),
                    terminate("b", true, true),
                    terminate("c", true, true)),
                rule("second", true, terminate("d", true, true))))
        .containsExactly("a", "b");
  }

  static List<Outcome> outcomesThatSettleIt() {
    return List.of(
        ACTED,
        new Outcome.WouldAct(""),
        before(OutcomeKind.ACTED),
        before(OutcomeKind.WOULD_ACT),
        new Outcome.Gone(Reason.NOT_FOUND, ""),
        new Outcome.Stale(Reason.REPLACED, ""));
  }

  @ParameterizedTest
  @MethodSource("outcomesThatSettleIt")
  void whatOneRuleHasDoneIsNotDoneAgainForTheNext(Outcome outcome) {
    var asked = new ArrayList<String>();
    var responses =
        walk(asked, Map.of("a", outcome))
            .respond(
                matched(
                    1,
                    rule("first", true, terminate("a", false, false)),
                    rule("second", true, terminate("b", true, false))));

    assertThat(asked).containsExactly("a");
    assertThat(responses)
        .extracting(Response::outcome)
        .containsExactly(
            outcome, new Outcome.Duplicate("done for rule \"first\" already", Stage.OVER));
  }

  static List<Outcome> deeds() {
    return List.of(
        ACTED,
        new Outcome.WouldAct(""),
        new Outcome.Duplicate("alert 7 has done it", Stage.ACTED),
        before(OutcomeKind.ACTED),
        before(OutcomeKind.WOULD_ACT));
  }

  @ParameterizedTest
  @MethodSource("deeds")
  void deedStandsForThatOfTheNextWhateverLimitsThatHas(Outcome outcome) {
    assertThat(askedWithLimitsFirst(outcome)).containsExactly("a");
  }

  static List<Outcome> outcomesOfAPodThatIsNotThere() {
    return List.of(
        new Outcome.Gone(Reason.NOT_FOUND, ""),
        new Outcome.Stale(Reason.REPLACED, ""),
        before(OutcomeKind.GONE),
        before(OutcomeKind.STALE));
  }

  @ParameterizedTest
  @MethodSource("outcomesOfAPodThatIsNotThere")
  void podThatIsNotThereMayHaveBeenDeletedForARuleWithOtherLimits(Outcome outcome) {
    assertThat(askedWithLimitsFirst(outcome)).containsExactly("a", "b");
  }

  /** What it comes to is not known yet, and would be done twice where it is the deed. */
  @Test
  void whatAnotherAlertIsAboutToDoIsWaitedForBeforeARuleWithOtherLimits() {
    var asked = new ArrayList<String>();
    var working = new Outcome.Duplicate("alert 7 is working on it", Stage.IN_FLIGHT);
    var responses =
        walk(asked, Map.of("a", working))
            .respond(
                matched(
                    1,
                    rule("first", true, limited("a")),
                    rule("second", true, terminate("b", true, false)),
                    rule("third", true, terminate("c", true, false))));

    assertThat(asked).containsExactly("a");
    assertThat(responses)
        .extracting(Response::outcome)
        .containsExactly(
            working,
            new Outcome.Retry(
                Reason.CLAIM_IN_FLIGHT,
                "for rule \"first\" alert 7 is working on it",
                Optional.empty(),
                false));
  }

  private static List<String> askedWithLimitsFirst(Outcome outcome) {
    var asked = new ArrayList<String>();
    walk(asked, Map.of("a", outcome))
        .respond(
            matched(
                1,
                rule("first", true, limited("a")),
                rule("second", true, terminate("b", true, false))));
    return asked;
  }

  private static Outcome before(OutcomeKind kind) {
    return new Outcome.SettledBefore(
        new SettledOutcome(kind, Optional.empty(), "", Optional.empty()));
  }

  static List<Outcome> outcomesThatSettleNothing() {
    return List.of(
        REFUSED,
        GIVEN_UP,
        new Outcome.WouldHold(""),
        new Outcome.Duplicate("alert 7 is working on it", Stage.IN_FLIGHT),
        before(OutcomeKind.REFUSED));
  }

  @ParameterizedTest
  @MethodSource("outcomesThatSettleNothing")
  void whatOneRuleCouldNotDoTheNextTriesAgain(Outcome outcome) {
    var asked = new ArrayList<String>();
    walk(asked, Map.of("a", outcome, "b", ACTED))
        .respond(
            matched(
                1,
                rule("first", true, terminate("a", false, false)),
                rule("second", true, terminate("b", true, false))));

    assertThat(asked).containsExactly("a", "b");
  }

  @Test
  void dryRunOfOneRuleDoesNotStandForTheDeedOfTheNext() {
    var asked = new ArrayList<String>();
    var dry =
        new ResponseRule(
            "dry",
            rule("x", true, terminate("a", true, false)).match(),
            List.of(terminate("a", true, false)),
            true,
            true,
            false,
            false);
    walk(asked, Map.of("a", new Outcome.WouldAct(""), "b", ACTED))
        .respond(matched(1, dry, rule("wet", true, terminate("b", true, false))));

    assertThat(asked).containsExactly("a", "b");
  }

  @Test
  void aDryRunOfTheProgramOrOfTheRuleIsADryRun() {
    var wet = rule("wet", true, terminate("a", true, false));
    var dry = new ResponseRule("dry", wet.match(), wet.actions(), true, true, false, false);

    assertThat(planned(false, wet, dry))
        .extracting(PlannedAction::dryRun)
        .containsExactly(false, true);
    assertThat(planned(true, wet, dry))
        .extracting(PlannedAction::dryRun)
        .containsExactly(true, true);
  }

  @Test
  void askingIsADryRunAndWhatARuleOnlyAsksIsNotDoneForOneThatActs() {
    var wet = rule("wet", true, terminate("a", true, false));
    var dry = new ResponseRule("dry", wet.match(), wet.actions(), true, true, false, false);
    var wetToo = rule("wet, too", true, terminate("a", true, false));

    assertThat(asked(false, dry, wet, wetToo))
        .extracting(response -> response.outcome().kind())
        .containsExactly(OutcomeKind.WOULD_ACT, OutcomeKind.WOULD_ACT, OutcomeKind.DUPLICATE);
    assertThat(asked(true, dry, wet, wetToo))
        .extracting(response -> response.outcome().kind())
        .containsExactly(OutcomeKind.WOULD_ACT, OutcomeKind.DUPLICATE, OutcomeKind.DUPLICATE);
    assertThat(asked(false, dry, wet, wetToo))
        .allMatch(response -> response.planned().dryRun(), "nothing is done");
  }

  private static List<Response> asked(boolean dryRun, ResponseRule... rules) {
    var would = Map.<String, Outcome>of("a", new Outcome.WouldAct(""));
    return ActionWalk.asking(planned -> answer(planned, would), dryRun).respond(matched(1, rules));
  }

  private static List<String> walk(Map<String, Outcome> outcomes, ResponseRule... rules) {
    return new ActionWalk(planned -> answer(planned, outcomes), false)
        .respond(matched(1, rules)).stream()
            .map(response -> response.planned().action().name())
            .toList();
  }

  private static ActionWalk walk(List<String> asked, Map<String, Outcome> outcomes) {
    return new ActionWalk(
        planned -> {
          asked.add(planned.action().name());
          return answer(planned, outcomes);
        },
        false);
  }

  private static List<PlannedAction> planned(boolean dryRun, ResponseRule... rules) {
    return new ActionWalk(planned -> answer(planned, Map.of()), dryRun)
        .respond(matched(1, rules)).stream().map(Response::planned).toList();
  }

  private static Response answer(PlannedAction planned, Map<String, Outcome> outcomes) {
    var outcome = outcomes.getOrDefault(planned.action().name(), REFUSED);
    return new Response(planned, Optional.empty(), Optional.empty(), outcome);
  }
}
