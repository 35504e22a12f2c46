package dev.falcoresponder.consumer.rules;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an action's parameters by name and type. One that nobody asked for is a problem. */
final class ParameterReader {
  /** As both YAML and JSON write it. */
  private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9]\\d{0,8}");

  private static final Pattern REPLICAS = Pattern.compile("([1-9]\\d{0,8})(%?)");

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
    if (value instanceof ParameterValue(_, Yaml.Scalar(_, Yaml.Kind meaning, String text))
        && meaning == Yaml.Kind.NUMBER
        && WHOLE_NUMBER.matcher(text).matches()) {
      var number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    refuse(
        name, value, "write a whole number from %d to %d, without quotes".formatted(least, most));
    return byDefault;
  }

  /** A YAML boolean, or "true" or "false" in quotes; false where it is not given. */
  boolean flag(String name) {
    known.add(name);
    var value = values.get(name);
    if (value == null) {
      return false;
    }
    if (value.value() instanceof Yaml.Scalar word) {
      var meant = word.flag();
      if (meant.isPresent()) {
        return meant.get();
      }
    }
    refuse(name, value, "write true or false");
    return false;
  }

  /** A number of replicas or a percentage of them; numbers also without quotes. */
  Optional<MinHealthyReplicas> minHealthy(String name) {
    known.add(name);
    var value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof ParameterValue(_, Yaml.Scalar(_, Yaml.Kind meaning, String text))
        && (meaning == Yaml.Kind.NUMBER || meaning == Yaml.Kind.TEXT)) {
      var meant = replicas(REPLICAS.matcher(text));
      if (meant.isPresent()) {
        return meant;
      }
    }
    refuse(
        name,
        value,
        "write how many replicas, from 1, such as \"2\", or how much of them, from \"1%\" to \"100%\"");
    return Optional.empty();
  }

  private static Optional<MinHealthyReplicas> replicas(Matcher text) {
    if (!text.matches()) {
      return Optional.empty();
    }
    var number = Integer.parseInt(text.group(1));
    if (text.group(2).isEmpty()) {
      return Optional.of(new MinHealthyReplicas.Count(number));
    }
    return number <= 100 ? Optional.of(new MinHealthyReplicas.Percent(number)) : Optional.empty();
  }

  private void refuse(String name, ParameterValue value, String instead) {
    var found =
        value.value() instanceof Yaml.Scalar word ? Words.quote(word.text()) : value.value().kind();
    problems.error(value.place(), subject, "parameter %s is %s".formatted(name, found), instead);
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
