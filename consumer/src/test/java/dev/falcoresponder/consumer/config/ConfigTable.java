package dev.falcoresponder.consumer.config;

import dev.falcoresponder.consumer.config.Initial.Found;
import dev.falcoresponder.consumer.config.Initial.None;
import dev.falcoresponder.consumer.config.Initial.Text;
import java.util.List;
import java.util.stream.Stream;

/** Everything that can be set, as the README has to show it. */
public final class ConfigTable {
  private ConfigTable() {}

  /**
   * A line of the table, for people.
   *
   * @param key the name in files
   * @param variable the name in the environment
   * @param initial what holds where it is not set; empty for nothing
   * @param form what may be written
   * @param meaning what it does, in a sentence
   */
  public record Row(String key, String variable, String initial, String form, String meaning) {}

  /** The table, grouped as a person would look for it. */
  public static List<Row> rows() {
    return ConfigKeys.ALL.stream().map(ConfigTable::row).toList();
  }

  /** The table in Markdown, head included, one line an element. */
  public static List<String> markdown() {
    var head = Stream.of("| Key | Default | Values | Meaning |", "|---|---|---|---|");
    return Stream.concat(head, rows().stream().map(ConfigTable::markdown)).toList();
  }

  private static String markdown(Row row) {
    var initial = row.initial().isEmpty() ? "–" : "`" + row.initial() + "`";
    return "| `%s` | %s | %s | %s |"
        .formatted(row.key(), initial, cell(row.form()), cell(row.meaning()));
  }

  /**
   * A bar would end the cell, and a pair of asterisks would set what is between them in italics.
   */
  private static String cell(String text) {
    return text.replace("|", "\\|").replace("*", "\\*");
  }

  private static Row row(ConfigKey<?> key) {
    var initial =
        switch (key.initial()) {
          case Text<?>(String text) -> text;
          case None<?> _ -> "";
          case Found<?>(String described, _) -> described;
        };
    return new Row(key.name(), key.variable(), initial, key.type().form(), key.meaning());
  }
}
