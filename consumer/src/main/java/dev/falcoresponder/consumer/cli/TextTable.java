package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.text.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows under headings, each column as wide as its widest cell, or of those that are not wider than
 * they may be; what alerts say cannot leave its line.
 */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  private final int widest;

  TextTable(String... headings) {
    this(Integer.MAX_VALUE, headings);
  }

  /**
   * A table with long cells.
   *
   * @param widest in characters; a cell that is longer moves the rest of its line only
   */
  TextTable(int widest, String... headings) {
    this.widest = widest;
    rows.add(List.of(headings));
  }

  TextTable row(String... cells) {
    rows.add(Arrays.stream(cells).map(Printable::of).toList());
    return this;
  }

  @Override
  public String toString() {
    var columns = rows.getFirst().size();
    var widths = new int[columns];
    for (var row : rows) {
      for (var i = 0; i < columns; i++) {
        var width = row.get(i).length();
        widths[i] = width > widest ? widths[i] : Math.max(widths[i], width);
      }
    }
    return String.join("\n", rows.stream().map(row -> line(row, widths)).toList());
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (var i = 0; i < row.size(); i++) {
      var room = Math.max(0, widths[i] - row.get(i).length());
      line.append(row.get(i)).repeat(" ", room + 2);
    }
    return line.toString().stripTrailing();
  }
}
