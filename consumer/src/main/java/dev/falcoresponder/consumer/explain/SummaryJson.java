package dev.falcoresponder.consumer.explain;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.falcoresponder.model.OutcomeKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints a summary for programs, as the last line after the alerts'. */
public final class SummaryJson {
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  private SummaryJson() {}

  /** One object on one line, with nothing but the key {@code summary}. */
  public static String print(Summary summary) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("alerts", summary.alerts());
    tree.put("malformed", summary.malformed());
    tree.put("unmatched", summary.unmatched());
    tree.put("outcomes", words(summary.outcomes()));
    tree.put("rules", summary.rules().stream().map(SummaryJson::rule).toList());
    return JSON.toJson(Map.of("summary", tree));
  }

  private static Map<String, Object> rule(Summary.OfRule rule) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("rule", rule.rule());
    tree.put("matched", rule.matched());
    tree.put("outcomes", words(rule.outcomes()));
    tree.put("notReached", rule.notReached());
    tree.put("actions", rule.actions().stream().map(SummaryJson::action).toList());
    return tree;
  }

  private static Map<String, Object> action(Summary.OfAction action) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("action", action.action());
    tree.put("outcomes", words(action.outcomes()));
    return tree;
  }

  private static Map<String, Long> words(Map<OutcomeKind, Long> counts) {
    var tree = new LinkedHashMap<String, Long>();
    counts.forEach((kind, count) -> tree.put(kind.word(), count));
    return tree;
  }
}
