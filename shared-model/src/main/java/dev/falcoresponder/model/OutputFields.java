package dev.falcoresponder.model;

import java.util.Map;
import java.util.Optional;

/**
 * The alert's {@code output_fields} that somebody asked for, as text: strings as they are, numbers
 * with every digit as sent (nanosecond times exceed what a double can hold), booleans as {@code
 * true}/{@code false}, arrays and objects as JSON. A JSON null is kept as {@link #NIL}, unlike a
 * field that is missing.
 */
public record OutputFields(Map<String, String> values) {
  /** How a JSON null is written in rules and kept here. */
  public static final String NIL = "<nil>";

  public OutputFields {
    values = Map.copyOf(values);
  }

  /** The field's text as sent, if the alert has the field at all. */
  public Optional<String> get(String field) {
    return Optional.ofNullable(values.get(field));
  }

  /**
   * The field's value if it says something. Falco and its publishers write "nothing" in many ways:
   * a missing key, null, an empty string, {@code <NA>}, {@code <no value>}, {@code N/A}.
   */
  public Optional<String> meaningful(String field) {
    return get(field).map(String::strip).filter(OutputFields::saysSomething);
  }

  private static boolean saysSomething(String value) {
    return switch (value) {
      case "", NIL, "<NA>", "<no value>", "N/A" -> false;
      default -> true;
    };
  }
}
