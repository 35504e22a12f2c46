package dev.falcoresponder.consumer.rules;

import java.util.regex.Pattern;

/**
 * What an unquoted YAML word means, by the core schema of YAML 1.2; dates are told apart too,
 * because YAML 1.1 has them and other readers of the same file would not see text there.
 */
final class Meaning {
  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?(\\d+|\\.\\d+|\\d+\\.\\d*)([eE][-+]?\\d+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}([Tt ].*)?");
  private static final int LONGEST_NUMBER = 100;

  private Meaning() {}

  static Yaml.Kind of(String word) {
    return switch (word) {
      case "", "~", "null", "Null", "NULL" -> Yaml.Kind.NOTHING;
      case "true", "True", "TRUE", "false", "False", "FALSE" -> Yaml.Kind.BOOLEAN;
      default -> ofOther(word);
    };
  }

  private static Yaml.Kind ofOther(String word) {
    if (word.length() > LONGEST_NUMBER) {
      return Yaml.Kind.TEXT;
    }
    if (NUMBER.matcher(word).matches()) {
      return Yaml.Kind.NUMBER;
    }
    return DATE.matcher(word).matches() ? Yaml.Kind.DATE : Yaml.Kind.TEXT;
  }
}
