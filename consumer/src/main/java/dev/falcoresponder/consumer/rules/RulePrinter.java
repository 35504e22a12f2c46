package dev.falcoresponder.consumer.rules;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Prints a document in the format of rule files; what is printed, read again, is the same document.
 */
public final class RulePrinter {
  private static final Gson JSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private RulePrinter() {}

  /** As YAML. */
  public static String yaml(RuleDocument document) {
    return YamlWriter.write(tree(document));
  }

  /** As JSON, with the same keys. */
  public static String json(RuleDocument document) {
    return JSON.toJson(tree(document)) + "\n";
  }

  private static List<Map<String, Object>> tree(RuleDocument document) {
    return document.blocks().stream().map(RulePrinter::tree).toList();
  }

  private static Map<String, Object> tree(Block block) {
    return switch (block) {
      case ActionBlock action -> tree(action);
      case RuleBlock rule -> tree(rule);
    };
  }

  private static Map<String, Object> tree(RuleBlock rule) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("rule", rule.name());
    rule.description().ifPresent(text -> tree.put("description", text));
    rule.dryRun().ifPresent(flag -> tree.put("dry_run", flag));
    rule.continues().ifPresent(flag -> tree.put("continue", flag));
    rule.targetsByName().ifPresent(flag -> tree.put("target_by_name", flag));
    if (rule.needsApproval()) {
      tree.put(RuleFileReader.APPROVAL, RuleFileReader.REQUIRED);
    }
    if (!rule.match().matchesEverything()) {
      tree.put("match", tree(rule.match()));
    }
    tree.put("actions", rule.actions().orElseThrow().stream().map(RulePrinter::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(MatchBlock match) {
    var tree = new LinkedHashMap<String, Object>();
    putList(tree, "rules", match.rules(), name -> name);
    match.priority().ifPresent(range -> tree.put("priority", Priorities.print(range)));
    putList(tree, "tags", match.tags(), tags -> String.join(", ", tags));
    match.source().ifPresent(source -> tree.put("source", source));
    putList(tree, "output_fields", match.outputFields(), FieldTerms::print);
    return tree;
  }

  private static <T> void putList(
      Map<String, Object> tree, String key, List<T> items, Function<T, String> text) {
    if (!items.isEmpty()) {
      tree.put(key, items.stream().map(text).toList());
    }
  }

  private static Map<String, Object> tree(ActionBlock action) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("action", action.name());
    action.actionner().ifPresent(name -> tree.put("actionner", name));
    action.description().ifPresent(text -> tree.put("description", text));
    action.continues().ifPresent(flag -> tree.put("continue", flag));
    action.ignoresErrors().ifPresent(flag -> tree.put("ignore_errors", flag));
    if (!action.parameters().isEmpty()) {
      var parameters = new LinkedHashMap<String, Object>();
      action.parameters().forEach((name, value) -> parameters.put(name, tree(value)));
      tree.put("parameters", parameters);
    }
    return tree;
  }

  /**
   * A document that was loaded holds words, and of these numbers that are whole, and no empty
   * values: its parameters are checked.
   */
  private static Object tree(ParameterValue parameter) {
    var word = (Yaml.Scalar) parameter.value();
    return switch (word.meaning()) {
      case NUMBER -> Long.valueOf(word.text());
      case BOOLEAN -> Boolean.valueOf(word.text());
      case TEXT, DATE, NOTHING -> word.text();
    };
  }
}
