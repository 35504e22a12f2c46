package dev.falcoresponder.consumer.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects what is wrong and what is doubtful, so that a writer sees all of it at once. */
final class Problems {
  /** More than anybody reads; keeps a file that is wrong in every line from filling the memory. */
  static final int MOST = 1000;

  private record Key(Place place, String what) {}

  /** As far as they were read: files in the order in which they were begun, then lines. */
  private final Comparator<Problem> order =
      Comparator.<Problem>comparingInt(problem -> rank(problem.place().file()))
          .thenComparingInt(problem -> problem.place().line());

  private final Map<String, Integer> files = new HashMap<>();

  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final Set<Key> seen = new HashSet<>();

  /** Begins with a file. */
  void begin(String file) {
    files.putIfAbsent(file, files.size());
  }

  private int rank(String file) {
    return files.getOrDefault(file, files.size());
  }

  void error(Place place, String subject, String what, String instead) {
    add(errors, new Problem(place, Optional.of(subject), what, instead));
  }

  void error(Place place, String what, String instead) {
    add(errors, new Problem(place, Optional.empty(), what, instead));
  }

  void warn(Place place, String subject, String what, String instead) {
    add(warnings, new Problem(place, Optional.of(subject), what, instead));
  }

  /**
   * Once for each place and fault: a block that several rules use is looked at for each of them.
   */
  private void add(List<Problem> list, Problem problem) {
    if (list.size() <= MOST && seen.add(new Key(problem.place(), problem.what()))) {
      list.add(problem);
    }
  }

  boolean hasErrors() {
    return !errors.isEmpty();
  }

  List<Problem> errors() {
    return sorted(errors);
  }

  List<Problem> warnings() {
    return sorted(warnings);
  }

  private List<Problem> sorted(List<Problem> list) {
    var sorted = new ArrayList<>(list.subList(0, Math.min(MOST, list.size())));
    sorted.sort(order);
    if (list.size() > MOST) {
      sorted.add(
          new Problem(
              sorted.getLast().place(),
              Optional.empty(),
              "there are more problems than these",
              "mend these first"));
    }
    return List.copyOf(sorted);
  }
}
