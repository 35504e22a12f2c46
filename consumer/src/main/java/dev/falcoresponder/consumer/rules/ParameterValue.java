package dev.falcoresponder.consumer.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A parameter's value as written.
 *
 * @param place where it is written
 * @param value whatever is there; what the parameter takes is for its reader to say
 */
record ParameterValue(Place place, Yaml value) {
  /**
   * Puts parameters of blocks together: the last value of a name wins, but a list or map cannot
   * replace a word, nor a word one of them. Words may differ in kind, since some parameters take a
   * number as well as a text.
   *
   * @param subject whose problem it is if values do not fit, for a sentence
   */
  static Map<String, ParameterValue> merge(
      String subject, List<Map<String, ParameterValue>> blocks, Problems problems) {
    var merged = new LinkedHashMap<String, ParameterValue>();
    for (var block : blocks) {
      block.forEach((name, value) ->
          merged.merge(
              name, value, (earlier, later) -> last(subject, name, earlier, later, problems)));
    }
    return merged;
  }

  private static ParameterValue last(
      String subject,
      String name,
      ParameterValue earlier,
      ParameterValue later,
      Problems problems) {
    if (later.value.getClass() == earlier.value.getClass()) {
      return later;
    }
    problems.error(
        later.place,
        subject,
        "parameter %s is %s here, but %s in %s"
            .formatted(Words.quote(name), later.value.kind(), earlier.value.kind(), earlier.place),
        "write " + earlier.value.kind());
    return earlier;
  }
}
