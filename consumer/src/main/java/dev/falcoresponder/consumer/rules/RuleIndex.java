package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.decode.DecodedAlert;
import dev.falcoresponder.consumer.decode.PodLead;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the rules that an alert can match at all, by a key that each asks for, so that an alert
 * costs what it has in common with the rules, and not what there are of them. What a rule asks to
 * be absent, such as {@code user.name!=root}, takes it out again.
 */
final class RuleIndex {
  private static final int[] NONE = {};

  /** Rules that may match any alert. */
  private final BitSet always = new BitSet();

  /** Rules that may match an alert whose pod is sought, since nobody knows yet what it has. */
  private final BitSet whileOpen = new BitSet();

  private final Map<AlertKey, int[]> byKey;
  private final Map<AlertKey, int[]> byUnwantedKey;

  RuleIndex(List<ResponseRule> rules) {
    var gates = new Gates(rules);
    var found = new HashMap<AlertKey, IntStream.Builder>();
    var unwanted = new HashMap<AlertKey, IntStream.Builder>();
    for (int place = 0; place < rules.size(); place++) {
      var rule = rules.get(place);
      var gate = gates.of(rule);
      if (gate.isEmpty()) {
        always.set(place);
      }
      for (var key : gate.orElseGet(Set::of)) {
        put(found, key, place);
        if (isOpen(key)) {
          whileOpen.set(place);
        }
      }
      for (var key : AlertKey.unwanted(rule.match())) {
        put(unwanted, key, place);
      }
    }
    byKey = places(found);
    byUnwantedKey = places(unwanted);
  }

  private static void put(Map<AlertKey, IntStream.Builder> places, AlertKey key, int place) {
    places.computeIfAbsent(key, _ -> IntStream.builder()).add(place);
  }

  private static Map<AlertKey, int[]> places(Map<AlertKey, IntStream.Builder> places) {
    return places.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, entry -> entry.getValue().build().toArray()));
  }

  private static boolean isOpen(AlertKey key) {
    return key instanceof AlertKey.Value(var field, _) && PodLead.OPEN_FIELDS.contains(field);
  }

  /** The places of the rules to hold the alert against; none of the others matches. */
  BitSet candidates(DecodedAlert decoded) {
    var candidates = (BitSet) always.clone();
    if (decoded.seeksPod()) {
      candidates.or(whileOpen);
    }
    var alert = decoded.alert();
    add(candidates, new AlertKey.Name(alert.rule()));
    add(candidates, new AlertKey.Source(alert.source()));
    alert.priority().ifPresent(priority -> add(candidates, new AlertKey.Severity(priority)));
    for (var tag : alert.tags()) {
      add(candidates, new AlertKey.Tag(tag));
    }
    var fields = alert.fields().values();
    fields.forEach((field, text) -> add(candidates, new AlertKey.Value(field, text)));
    // Only now, since a rule that has one of the values may not want another.
    fields.forEach((field, text) -> {
      var value = new AlertKey.Value(field, text);
      if (!decoded.seeksPod() || !isOpen(value)) {
        remove(candidates, value);
      }
    });
    return candidates;
  }

  private void add(BitSet candidates, AlertKey key) {
    for (var place : byKey.getOrDefault(key, NONE)) {
      candidates.set(place);
    }
  }

  private void remove(BitSet candidates, AlertKey key) {
    for (var place : byUnwantedKey.getOrDefault(key, NONE)) {
      candidates.clear(place);
    }
  }
}
