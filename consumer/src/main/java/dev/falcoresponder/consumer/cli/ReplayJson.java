package dev.falcoresponder.consumer.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a replay came to, for programs: one object on one line. */
final class ReplayJson {
  private static final Gson JSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private ReplayJson() {}

  /**
   * The object.
   *
   * @param error why it ended early
   * @param next the sequence at which to go on then, where it is known
   */
  static String of(
      ReplayCount count,
      String stream,
      String id,
      boolean dryRun,
      Optional<String> error,
      Optional<Long> next) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("stream", stream);
    tree.put("id", id);
    tree.put("dryRun", dryRun);
    tree.put("replayed", dryRun ? 0 : count.replayed());
    tree.put("wouldReplay", dryRun ? count.replayed() : 0);
    tree.put("repeated", count.repeated());
    tree.put("passedOver", count.passedOver());
    tree.put("refused", count.refused());
    tree.put("subjects", count.subjects());
    tree.put("error", error.orElse(null));
    tree.put("next", next.orElse(null));
    return JSON.toJson(tree);
  }
}
