package dev.falcoresponder.consumer.explain;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.falcoresponder.model.Priority;
import dev.falcoresponder.model.SuspectPod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prints explanations for programs: JSON objects, absent values as null. */
public final class ExplanationJson {
  private static final Gson JSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();
  private static final Gson LINES =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private ExplanationJson() {}

  /** The object. */
  public static String print(Explanation explanation) {
    return JSON.toJson(tree(explanation));
  }

  /** The object of one of many alerts, on one line, with where the alert was read. */
  public static String line(AlertOrigin origin, Explanation explanation) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("from", from(origin));
    tree.putAll(tree(explanation));
    return LINES.toJson(tree);
  }

  private static Map<String, Object> from(AlertOrigin origin) {
    return switch (origin) {
      case AlertOrigin.InFile(var file) -> Map.of("file", file);
      case AlertOrigin.InStream(var stream, long sequence, var time) -> {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("stream", stream);
        tree.put("sequence", sequence);
        tree.put("time", time.toString());
        yield tree;
      }
    };
  }

  private static Map<String, @Nullable Object> tree(Explanation explanation) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("alert", alert(explanation));
    tree.put("rules", explanation.rules().stream().map(ExplanationJson::rule).toList());
    tree.put("outcome", explanation.outcome().word());
    tree.put("reason", explanation.reason().orElse(null));
    explanation.checks().ifPresent(checks -> tree.put("checks", checks));
    return tree;
  }

  private static Map<String, Object> rule(Explanation.RuleExplained rule) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("rule", rule.rule());
    tree.put("matched", rule.matched());
    tree.put("why", rule.match().why());
    tree.put("actions", rule.actions().stream().map(ExplanationJson::action).toList());
    return tree;
  }

  private static Map<String, Object> action(Explanation.ActionExplained action) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("action", action.action());
    tree.put("actionner", action.spec().actionner());
    tree.put("parameters", action.spec().parameters());
    tree.put("runs", action.runs());
    tree.put("why", action.why());
    return tree;
  }

  private static @Nullable Map<String, @Nullable Object> alert(Explanation explanation) {
    if (explanation.alert().isEmpty()) {
      return null;
    }
    var alert = explanation.alert().get();
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("rule", alert.rule());
    tree.put("priority", alert.priority().map(Priority::word).orElse(null));
    tree.put("source", alert.source());
    tree.put("pod", pod(explanation.pod()));
    return tree;
  }

  private static @Nullable Map<String, @Nullable Object> pod(Optional<SuspectPod> suspect) {
    if (suspect.isEmpty()) {
      return null;
    }
    var pod = suspect.get();
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("namespace", pod.ref().namespace());
    tree.put("name", pod.ref().name());
    tree.put("uid", pod.uid().orElse(null));
    tree.put("containerId", pod.containerId().orElse(null));
    return tree;
  }
}
