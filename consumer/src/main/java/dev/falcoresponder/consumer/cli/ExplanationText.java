package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.explain.Explanation;
import dev.falcoresponder.consumer.telemetry.Printable;
import dev.falcoresponder.model.FalcoAlert;
import dev.falcoresponder.model.Priority;
import dev.falcoresponder.model.SuspectPod;
import java.util.ArrayList;
import java.util.List;

/** An explanation for a person: what came of it first, then why. */
final class ExplanationText {
  private ExplanationText() {}

  static String print(Explanation explanation) {
    var lines = new ArrayList<String>();
    lines.add(
        "OUTCOME  "
            + explanation.outcome().word()
            + explanation.reason().map(reason -> " (" + reason + ")").orElse(""));
    if (!explanation.detail().isEmpty()) {
      lines.add("         " + explanation.detail());
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
    lines.add("         " + rule.why());
    for (var action : rule.actions()) {
      lines.add(
          "         action \"%s\" (%s %s) %s: %s"
              .formatted(
                  action.action(),
                  action.actionner(),
                  action.parameters(),
                  action.runs() ? "runs" : "does not run",
                  action.why()));
    }
    return lines;
  }
}
