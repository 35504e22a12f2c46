package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.explain.ActionChecks;
import dev.falcoresponder.consumer.explain.ActionChecks.Finding;
import java.util.List;
import java.util.stream.Stream;

/** What was found out in the cluster, for a person: a table for each action. */
final class CheckText {
  private CheckText() {}

  static List<String> lines(List<ActionChecks> checks) {
    return checks.stream().flatMap(action -> lines(action).stream()).toList();
  }

  private static List<String> lines(ActionChecks checks) {
    var table = new TextTable("CHECK", "ANSWER", "DETAIL");
    row(table, "identity", checks.identity());
    checks.guards().forEach(guard -> table.row(guard.guard(), guard.answer(), guard.detail()));
    row(table, "budget", checks.budget());
    row(table, "dry-run", checks.dryRun());
    return Stream.concat(
            Stream.of(
                "CHECKS   rule \"%s\", action \"%s\"".formatted(checks.rule(), checks.action())),
            table.toString().lines().map(line -> "         " + line))
        .toList();
  }

  private static void row(TextTable table, String check, Finding finding) {
    table.row(check, finding.answer(), finding.detail());
  }
}
