package dev.falcoresponder.consumer.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects what is wrong and what is doubtful, so that a writer sees all of it at once. */
final class Problems {
  /** More than anybody reads; keeps a file that is wrong in every line from filling the memory. */
  static final int MOST = 1000;

  private record Key(Place place, String what) {}

  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final Set<Key> seen = new HashSet<>();

  void error(Place place, String subject, String what, String instead) {
    add(errors, new Problem(place, Optional.of(subject), what, instead));
  }

  void error(Place place, String what, String instead) {
    add(errors, new Problem(place, Optional.empty(), what, instead));
  }

  void warn(Place place, String subject, String what, String instead) {
    add(warnings, new Problem(place, Optional.of(subject), what, instead));
  }

  void warn(Place place, String what, String instead) {
    add(warnings, new Problem(place, Optional.empty(), what, instead));
  }

  /**
   * Once for each place and fault: a block that several rules use is looked at for each of them.
   */
  private void add(List<Problem> list, Problem problem) {
    if (list.size() < MOST && seen.add(new Key(problem.place(), problem.what()))) {
      list.add(problem);
      if (list.size() == MOST) {
        list.add(
            new Problem(
                problem.place(),
                Optional.empty(),
                "there are more problems than these",
                "mend these first"));
      }
    }
  }

  boolean hasErrors() {
    return !errors.isEmpty();
  }

  List<Problem> errors() {
    return List.copyOf(errors);
  }

  List<Problem> warnings() {
    return List.copyOf(warnings);
  }
}
