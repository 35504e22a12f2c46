package dev.falcoresponder.consumer.reload;

import dev.falcoresponder.consumer.rules.Problem;
import dev.falcoresponder.consumer.rules.RuleVersion;
import dev.falcoresponder.consumer.telemetry.ReloadListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that remembers what it was told. */
final class Reloads implements ReloadListener {
  private final List<String> words = new CopyOnWriteArrayList<>();
  private final List<Problem> problems = new CopyOnWriteArrayList<>();

  @Override
  public void loaded(RuleVersion now, RuleVersion before, List<Problem> warnings) {
    words.add("loaded " + before.rules() + " -> " + now.rules());
  }

  @Override
  public void rejected(RuleVersion live, List<Problem> found) {
    words.add("rejected, " + live.rules() + " stay");
    problems.addAll(found);
  }

  /** One for each reload, with numbers of rules. */
  List<String> words() {
    return List.copyOf(words);
  }

  /** Every problem of every rejection. */
  List<Problem> problems() {
    return List.copyOf(problems);
  }
}
