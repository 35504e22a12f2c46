package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.decode.DecodedAlert;
import dev.falcoresponder.consumer.decode.PodLead;
import dev.falcoresponder.consumer.rules.MatchCriteria.FieldTerm;
import dev.falcoresponder.model.FalcoAlert;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Numbers for the fields, texts and tags that rules speak of. An alert is translated once, and then
 * held against each rule by comparing numbers: with thousands of rules that is where the time would
 * go.
 */
final class Vocabulary {
  /** What a field has if no rule speaks of its text, or if it is absent. */
  private static final int UNSPOKEN = -1;

  /** What a field has if nobody knows yet. */
  private static final int OPEN = -2;

  private final Map<String, Field> fields = new HashMap<>();
  private final Map<String, Integer> tags = new HashMap<>();
  private final int[] nothing;
  private final int[] nothingYet;

  /** A field, and the texts that rules compare it with. */
  private record Field(int number, Map<String, Integer> texts) {}

  Vocabulary(List<ResponseRule> rules) {
    for (var rule : rules) {
      rule.match().outputFields().forEach(terms -> terms.forEach(this::learn));
      rule.match().tags().forEach(all -> all.forEach(tag -> number(tags, tag)));
    }
    nothing = new int[fields.size()];
    Arrays.fill(nothing, UNSPOKEN);
    nothingYet = nothing.clone();
    PodLead.OPEN_FIELDS.stream()
        .filter(fields::containsKey)
        .forEach(field -> nothingYet[field(field)] = OPEN);
  }

  private void learn(FieldTerm term) {
    var field =
        fields.computeIfAbsent(term.field(), _ -> new Field(fields.size(), new HashMap<>()));
    number(field.texts(), term.value());
  }

  private static void number(Map<String, Integer> numbers, String word) {
    numbers.putIfAbsent(word, numbers.size());
  }

  /** An alert in numbers. */
  static final class Facts {
    private final FalcoAlert alert;
    private final int[] texts;

    /** In order. The alert has few, the rules may speak of thousands. */
    private final int[] tags;

    private Facts(FalcoAlert alert, int[] texts, int[] tags) {
      this.alert = alert;
      this.texts = texts;
      this.tags = tags;
    }

    FalcoAlert alert() {
      return alert;
    }

    /** Whether the field has that text, or has it not; what is open may turn out either way. */
    boolean holds(int field, boolean equal, int text) {
      var found = texts[field];
      return found == OPEN || (found == text) == equal;
    }

    boolean has(int tag) {
      return Arrays.binarySearch(tags, tag) >= 0;
    }
  }

  /** Translates an alert. */
  Facts facts(DecodedAlert decoded) {
    var alert = decoded.alert();
    var texts = (decoded.seeksPod() ? nothingYet : nothing).clone();
    alert
        .fields()
        .values()
        .forEach((name, text) -> {
          var field = fields.get(name);
          if (field != null && texts[field.number()] != OPEN) {
            texts[field.number()] = field.texts().getOrDefault(text, UNSPOKEN);
          }
        });
    var present =
        alert.tags().stream()
            .map(tags::get)
            .filter(Objects::nonNull)
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
    return new Facts(alert, texts, present);
  }

  int field(String field) {
    return Objects.requireNonNull(fields.get(field)).number();
  }

  /** The number of the text that the term compares its field with. */
  int text(FieldTerm term) {
    var field = Objects.requireNonNull(fields.get(term.field()));
    return Objects.requireNonNull(field.texts().get(term.value()));
  }

  int tag(String tag) {
    return Objects.requireNonNull(tags.get(tag));
  }
}
