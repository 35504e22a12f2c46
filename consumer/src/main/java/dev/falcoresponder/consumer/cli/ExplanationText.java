package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.explain.Explanation;
import dev.falcoresponder.consumer.rules.ActionSpec;
import dev.falcoresponder.consumer.rules.CriterionExplanation;
import dev.falcoresponder.consumer.text.Printable;
import dev.falcoresponder.model.FalcoAlert;
import dev.falcoresponder.model.Priority;
import dev.falcoresponder.model.SuspectPod;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An explanation for a person: what came of it first, then why. */
final class ExplanationText {
  private static final String INDENT = "         ";

  /** Rules may list dozens of names. */
  private static final int WIDEST = 60;

  private ExplanationText() {}

  static String print(Explanation explanation) {
    var lines = new ArrayList<String>();
    lines.add(
        "OUTCOME  "
            + explanation.outcome().word()
            + explanation.reason().map(reason -> " (" + reason + ")").orElse(""));
    if (!explanation.detail().isEmpty()) {
      lines.add(INDENT + explanation.detail());
    }
    explanation.alert().ifPresent(alert -> lines.add("ALERT    " + alert(alert)));
    explanation.pod().ifPresent(pod -> lines.add("POD      " + pod(pod)));
    explanation.rules().forEach(rule -> lines.addAll(rule(rule)));
    explanation.checks().ifPresent(checks -> lines.addAll(CheckText.lines(checks)));
    return String.join("\n", lines.stream().map(Printable::of).toList());
  }

  private static String alert(FalcoAlert alert) {
    return "\"%s\", priority %s, source %s"
        .formatted(
            alert.rule(), alert.priority().map(Priority::word).orElse("none"), alert.source());
  }

  private static String pod(SuspectPod pod) {
    return "%s, uid %s, container %s"
        .formatted(pod.ref(), pod.uid().orElse("unknown"), pod.containerId().orElse("unknown"));
  }

  private static List<String> rule(Explanation.RuleExplained rule) {
    var lines = new ArrayList<String>();
    lines.add(
        "RULE     \"" + rule.rule() + "\" " + (rule.matched() ? "matches" : "does not match"));
    if (!rule.match().criteria().isEmpty()) {
      table(rule.match().criteria()).lines().map(INDENT::concat).forEach(lines::add);
    }
    rule.match().remarks().stream().map(INDENT::concat).forEach(lines::add);
    for (var action : rule.actions()) {
      lines.add(
          INDENT
              + "action \"%s\" (%s) %s: %s"
                  .formatted(
                      action.action(),
                      what(action.spec()),
                      action.runs() ? "runs" : "does not run",
                      action.why()));
    }
    return lines;
  }

  /** What the alert has comes last: it may be of any length. */
  private static String table(List<CriterionExplanation> criteria) {
    var table = new TextTable(WIDEST, "CRITERION", "HOLDS", "WANTED", "FOUND");
    criteria.forEach(
        it -> table.row(it.criterion(), it.holds() ? "yes" : "no", it.wanted(), it.found()));
    return table.toString();
  }

  /** Without the parameters that are as ever. */
  private static String what(ActionSpec spec) {
    return spec.changed().isEmpty()
        ? spec.actionner()
        : spec.changed().entrySet().stream()
            .map(parameter -> parameter.getKey() + ": " + parameter.getValue())
            .collect(Collectors.joining(", ", spec.actionner() + " {", "}"));
  }
}
