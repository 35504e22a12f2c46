package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.decode.DecodedAlert;
import dev.falcoresponder.consumer.decode.PodLead;
import dev.falcoresponder.consumer.rules.MatchCriteria.FieldTerm;
import dev.falcoresponder.model.FalcoAlert;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the fields and tags that rules speak of. An alert is translated once, and then held
 * against each rule without looking names up again: with a thousand rules that is where the time
 * would go.
 */
final class Vocabulary {
  private final Map<String, Integer> fields;
  private final Map<String, Integer> tags;
  private final boolean[] noneOpen;
  private final boolean[] podOpen;

  Vocabulary(List<ResponseRule> rules) {
    fields = new HashMap<>();
    tags = new HashMap<>();
    for (var rule : rules) {
      rule.match()
          .outputFields()
          .forEach(terms -> terms.forEach(term -> number(fields, term.field())));
      rule.match().tags().forEach(all -> all.forEach(tag -> number(tags, tag)));
    }
    noneOpen = new boolean[fields.size()];
    podOpen = new boolean[fields.size()];
    fields.forEach((field, number) -> podOpen[number] = PodLead.OPEN_FIELDS.contains(field));
  }

  private static void number(Map<String, Integer> numbers, String word) {
    numbers.putIfAbsent(word, numbers.size());
  }

  /** An alert in numbers. */
  static final class Facts {
    private final FalcoAlert alert;
    private final @Nullable String[] values;
    private final boolean[] open;
    private final boolean[] tags;

    private Facts(FalcoAlert alert, @Nullable String[] values, boolean[] open, boolean[] tags) {
      this.alert = alert;
      this.values = values;
      this.open = open;
      this.tags = tags;
    }

    FalcoAlert alert() {
      return alert;
    }

    /** A field's text, null where the alert does not have it. */
    @Nullable String value(int field) {
      return values[field];
    }

    /** Whether nobody knows yet what the field's text is. */
    boolean open(int field) {
      return open[field];
    }

    boolean has(int tag) {
      return tags[tag];
    }
  }

  /** Translates an alert. */
  Facts facts(DecodedAlert decoded) {
    var alert = decoded.alert();
    var values = new @Nullable String[fields.size()];
    alert
        .fields()
        .values()
        .forEach((field, value) -> {
          var number = fields.get(field);
          if (number != null) {
            values[number] = value;
          }
        });
    var present = new boolean[tags.size()];
    for (var tag : alert.tags()) {
      var number = tags.get(tag);
      if (number != null) {
        present[number] = true;
      }
    }
    return new Facts(alert, values, decoded.seeksPod() ? podOpen : noneOpen, present);
  }

  int field(FieldTerm term) {
    return Objects.requireNonNull(fields.get(term.field()));
  }

  int tag(String tag) {
    return Objects.requireNonNull(tags.get(tag));
  }
}
