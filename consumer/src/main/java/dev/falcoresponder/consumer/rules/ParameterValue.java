package dev.falcoresponder.consumer.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A parameter's value as written: a word, a list of words, or a map of words. */
sealed interface ParameterValue {
  /** More entries than any parameter has a use for. */
  int MOST_ENTRIES = 1000;

  /** Where it is written. */
  Place place();

  /** What to call it in a sentence. */
  String kind();

  /** One word. */
  record Single(Place place, Yaml.Scalar word) implements ParameterValue {
    @Override
    public String kind() {
      return word.kind();
    }
  }

  /** A list. */
  record Many(Place place, List<Yaml.Scalar> words) implements ParameterValue {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A map. */
  record Table(Place place, Map<String, Yaml.Scalar> words) implements ParameterValue {
    @Override
    public String kind() {
      return "a map";
    }
  }

  /**
   * Puts parameters of blocks together; a list cannot replace a map, nor a word a list. Which words
   * a parameter takes is for its reader to say: some take a number as well as a text.
   */
  static Map<String, ParameterValue> merge(
      String subject, List<Map<String, ParameterValue>> blocks, Problems problems) {
    var given = new LinkedHashMap<String, List<ParameterValue>>();
    for (var block : blocks) {
      block.forEach(
          (name, value) -> given.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
    }
    var merged = new LinkedHashMap<String, ParameterValue>();
    given.forEach((name, values) -> merged.put(name, mergeOne(subject, name, values, problems)));
    return merged;
  }

  private static ParameterValue mergeOne(
      String subject, String name, List<ParameterValue> values, Problems problems) {
    var first = values.getFirst();
    for (var value : values) {
      if (value.getClass() != first.getClass()) {
        problems.error(
            value.place(),
            subject,
            "parameter %s is %s here, but %s in %s"
                .formatted(Words.quote(name), value.kind(), first.kind(), first.place()),
            "write " + first.kind());
        return first;
      }
    }
    return switch (values.getLast()) {
      case Single single -> single;
      case Many(Place place, _) ->
          new Many(
              place,
              values.stream()
                  .map(Many.class::cast)
                  .flatMap(many -> many.words().stream())
                  .toList());
      case Table(Place place, _) -> {
        var words = new LinkedHashMap<String, Yaml.Scalar>();
        values.stream().map(Table.class::cast).forEach(table -> words.putAll(table.words()));
        yield new Table(place, words);
      }
    };
  }
}
