package dev.falcoresponder.consumer.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what a check finds about one stream or consumer. */
final class Findings {
  private final String where;
  private final String edit;
  private final List<Difference> found = new ArrayList<>();

  /**
   * Starts empty.
   *
   * @param where what is checked
   * @param edit the command that changes it; flags are appended
   */
  Findings(String where, String edit) {
    this.where = where;
    this.edit = edit;
  }

  /** Notes something we cannot work with. */
  void fatal(boolean found, String what, String flags) {
    note(found, what, flags, true);
  }

  /** Notes something we can live with. */
  void told(boolean found, String what, String flags) {
    note(found, what, flags, false);
  }

  private void note(boolean isSo, String what, String flags, boolean fatal) {
    if (isSo) {
      var remedy = flags.isEmpty() ? Optional.<String>empty() : Optional.of(edit + " " + flags);
      found.add(new Difference(where, what, remedy, fatal));
    }
  }

  List<Difference> all() {
    return List.copyOf(found);
  }
}
