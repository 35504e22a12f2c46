package dev.falcoresponder.bench;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What must be so in every run, however slow it was. */
final class Counts {
  private final List<String> wrong = new CopyOnWriteArrayList<>();

  void expect(Scenario scenario, String what, long expected, long found) {
    if (expected != found) {
      wrong.add("%s: %s: expected %d, found %d".formatted(scenario.word(), what, expected, found));
    }
  }

  /** One sentence for each count that was not what it must be. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }
}
