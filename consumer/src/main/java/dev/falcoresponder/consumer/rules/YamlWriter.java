package dev.falcoresponder.consumer.rules;

import java.util.List;
import java.util.Map;

/** Writes lists, maps, texts, numbers and booleans as YAML in block style. */
final class YamlWriter {
  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  static String write(List<Map<String, Object>> items) {
    var writer = new YamlWriter();
    if (items.isEmpty()) {
      return "[]\n";
    }
    for (var item : items) {
      writer.out.append(writer.out.isEmpty() ? "" : "\n").append("- ");
      writer.entries(item, 1);
    }
    return writer.out.toString();
  }

  private void entries(Map<?, ?> map, int depth) {
    var first = true;
    for (var entry : map.entrySet()) {
      if (!first) {
        indent(depth);
      }
      first = false;
      out.append(text(entry.getKey().toString())).append(':');
      value(entry.getValue(), depth);
    }
  }

  private void value(Object value, int depth) {
    switch (value) {
      case Map<?, ?> map when !map.isEmpty() -> {
        out.append('\n');
        indent(depth + 1);
        entries(map, depth + 1);
      }
      case List<?> list when !list.isEmpty() -> {
        out.append('\n');
        list.forEach(item -> item(item, depth + 1));
      }
      default -> out.append(' ').append(flat(value)).append('\n');
    }
  }

  private void item(Object item, int depth) {
    indent(depth);
    out.append("- ");
    if (item instanceof Map<?, ?> map && !map.isEmpty()) {
      entries(map, depth + 1);
    } else {
      out.append(flat(item)).append('\n');
    }
  }

  private void indent(int depth) {
    out.repeat("  ", depth);
  }

  private static String flat(Object value) {
    return switch (value) {
      case Map<?, ?> _ -> "{}";
      case List<?> _ -> "[]";
      case String text -> text(text);
      default -> value.toString();
    };
  }

  /** As it is where nothing in it could mean something else, in quotes otherwise. */
  private static String text(String text) {
    return isPlain(text) ? text : quoted(text);
  }

  private static boolean isPlain(String text) {
    return !text.isEmpty()
        && Character.isLetter(text.charAt(0))
        && text.equals(text.strip())
        && text.chars()
            .allMatch(c -> Character.isLetterOrDigit(c) || " _./-;,".indexOf(c) >= 0 || c == ':')
        && !text.contains(": ")
        && !text.endsWith(":")
        && !isWord(text);
  }

  /** Words that some reader of YAML takes for a boolean or for nothing. */
  private static boolean isWord(String text) {
    return switch (text.toLowerCase(java.util.Locale.ROOT)) {
      case "true", "false", "null", "yes", "no", "on", "off", "y", "n" -> true;
      default -> false;
    };
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            case 0x85, 0x2028, 0x2029, 0xFEFF -> quoted.append("\\u%04x".formatted(c));
            default -> quoted.appendCodePoint(c);
          }
        });
    return quoted.append('"').toString();
  }
}
