package dev.falcoresponder.consumer.rules;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads an action's parameters by name and type. One that nobody asked for is a problem. */
final class ParameterReader {
  /** As both YAML and JSON write it. */
  private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9]\\d{0,8}");

  private final String subject;
  private final Map<String, ParameterValue> values;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  ParameterReader(String subject, Map<String, ParameterValue> values, Problems problems) {
    this.subject = subject;
    this.values = values;
    this.problems = problems;
  }

  /** A whole number from {@code least} to {@code most}. */
  int wholeNumber(String name, int byDefault, int least, int most) {
    known.add(name);
    var value = values.get(name);
    if (value == null) {
      return byDefault;
    }
    if (value instanceof ParameterValue.Single(_, Yaml.Scalar(_, Yaml.Kind meaning, String text))
        && meaning == Yaml.Kind.NUMBER
        && WHOLE_NUMBER.matcher(text).matches()) {
      var number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    var found =
        value instanceof ParameterValue.Single(_, var word)
            ? Words.quote(word.text())
            : value.kind();
    problems.error(
        value.place(),
        subject,
        "parameter %s is %s".formatted(name, found),
        "write a whole number from %d to %d, without quotes".formatted(least, most));
    return byDefault;
  }

  /** To be called last: makes a problem of each parameter that nobody asked for. */
  void refuseOthers(String actionner) {
    values.forEach((name, value) -> {
      if (!known.contains(name)) {
        problems.error(
            value.place(),
            subject,
            "%s has no parameter %s".formatted(actionner, Words.quote(name)),
            "write one of: " + Words.list(known));
      }
    });
  }
}
