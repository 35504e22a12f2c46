package dev.falcoresponder.consumer.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.falcoresponder.consumer.redrive.Decision;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of a decision, for programs, on one line. */
final class DecisionJson {
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  private DecisionJson() {}

  static String of(Decision decision) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("sequence", decision.letter());
    switch (decision) {
      case Decision.Redriven(_, var stream, long sequence, var approved) -> {
        tree.put("decision", "redriven");
        tree.put("alertStream", stream);
        tree.put("alertSequence", sequence);
        tree.put("approved", approved.orElse(null));
      }
      case Decision.Discarded _ -> tree.put("decision", "discarded");
      case Decision.Refused(_, var why) -> problem(tree, why);
      case Decision.Failed(_, var why) -> problem(tree, why);
    }
    return JSON.toJson(tree);
  }

  private static void problem(Map<String, @Nullable Object> tree, String why) {
    tree.put("decision", "none");
    tree.put("error", why);
  }
}
