package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.explain.Summary;
import dev.falcoresponder.model.OutcomeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A summary for a person: a row for each rule, a column for each outcome that there is. */
final class SummaryText {
  private final List<OutcomeKind> kinds;
  private final boolean reachedAll;
  private final TextTable table;

  private SummaryText(Summary summary) {
    kinds = Arrays.stream(OutcomeKind.values()).filter(kind -> occurs(kind, summary)).toList();
    reachedAll = summary.rules().stream().allMatch(rule -> rule.notReached() == 0);
    var headings = new ArrayList<>(List.of("RULE", "ALERTS"));
    kinds.forEach(kind -> headings.add(kind.word().toUpperCase(Locale.ROOT)));
    if (!reachedAll) {
      headings.add("NOT-REACHED");
    }
    table = new TextTable(headings.toArray(String[]::new));
  }

  static String print(Summary summary) {
    var text = new SummaryText(summary);
    summary
        .rules()
        .forEach(rule -> text.row(rule.rule(), rule.matched(), rule.outcomes(), rule.notReached()));
    text.row("(no rule)", summary.unmatched(), OutcomeKind.IGNORED);
    text.row("(malformed)", summary.malformed(), OutcomeKind.REJECTED);
    text.row("TOTAL", summary.alerts(), summary.outcomes(), 0);
    return text.table.toString();
  }

  private static boolean occurs(OutcomeKind kind, Summary summary) {
    return kind == OutcomeKind.WOULD_ACT
        || Stream.concat(
                Stream.of(summary.outcomes()),
                summary.rules().stream().map(Summary.OfRule::outcomes))
            .anyMatch(counts -> counts.containsKey(kind));
  }

  private void row(String name, long alerts, OutcomeKind kind) {
    row(name, alerts, alerts == 0 ? Map.of() : Map.of(kind, alerts), 0);
  }

  private void row(String name, long alerts, Map<OutcomeKind, Long> outcomes, long notReached) {
    var cells = new ArrayList<>(List.of(name, Long.toString(alerts)));
    kinds.forEach(kind -> cells.add(count(outcomes.getOrDefault(kind, 0L))));
    if (!reachedAll) {
      cells.add(count(notReached));
    }
    table.row(cells.toArray(String[]::new));
  }

  private static String count(long number) {
    return number == 0 ? "-" : Long.toString(number);
  }
}
