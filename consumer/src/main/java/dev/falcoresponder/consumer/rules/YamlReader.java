package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.decode.Excerpt;
import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the one YAML document of a file. */
final class YamlReader {
  private static final int SMALLEST_BUFFER = 1024;

  private final String file;
  private final Problems problems;
  private long weight;

  YamlReader(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The document; empty if it cannot be read, and then there is a problem that says why. */
  Optional<Yaml> read(String text) {
    var settings =
        LoadSettings.builder()
            .setLabel("rules")
            .setCodePointLimit(text.length() + 1)
            // The engine copies its buffer each time it grows: a long line in small steps costs
            // quadratic time.
            .setBufferSize(Math.max(SMALLEST_BUFFER, text.length()))
            .build();
    try {
      return document(new Parse(settings).parseString(text).iterator());
    } catch (YamlRefusedException e) {
      problem(e.line(), e.what(), e.instead());
    } catch (MarkedYamlEngineException e) {
      notYaml(e);
    } catch (ReaderException e) {
      problem(
          lineOf(text, e.getPosition()),
          "there is a character U+%04X, which YAML does not allow".formatted(e.getCodePoint()),
          "remove it");
    } catch (YamlEngineException e) {
      problem(
          1,
          "this is not YAML: " + oneLine(e.getMessage()),
          "write a YAML list of rules and actions");
    }
    return Optional.empty();
  }

  private void notYaml(MarkedYamlEngineException e) {
    var line = e.getProblemMark().or(e::getContextMark).map(mark -> mark.getLine() + 1).orElse(1);
    var what = oneLine(e.getProblem());
    if (what.contains("(TAB)")) {
      problem(line, "a tab stands here, which YAML does not take for indentation", "write spaces");
    } else {
      problem(
          line,
          "this is not YAML: " + what,
          "look at the indentation, and put text that starts with or holds special characters in quotes");
    }
  }

  private Optional<Yaml> document(Iterator<Event> events) {
    var builder = new YamlBuilder();
    while (events.hasNext()) {
      builder.take(events.next());
    }
    weight = builder.weight();
    if (builder.root().isEmpty()) {
      problem(
          1,
          "the file is empty",
          "write a list of rules, or take the file out of the configuration");
    }
    return builder.root();
  }

  /** What was read weighs, as {@link YamlBuilder} counts it; 0 if it could not be read. */
  long weight() {
    return weight;
  }

  private void problem(int line, String what, String instead) {
    problems.error(new Place(file, line), what, instead);
  }

  private static String oneLine(@org.jspecify.annotations.Nullable String message) {
    var excerpt = Excerpt.of(message == null ? "unreadable" : message);
    return excerpt.substring(1, excerpt.length() - 1);
  }

  /** The engine counts in code points here. */
  private static int lineOf(String text, int position) {
    var breaks = text.codePoints().limit(Math.max(position, 0)).filter(c -> c == '\n').count();
    return Math.toIntExact(breaks) + 1;
  }
}
