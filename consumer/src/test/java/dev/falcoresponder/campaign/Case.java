package dev.falcoresponder.campaign;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.servers.AuditLog;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The evidence, sorted by what it is about. */
final class Case {
  private final Evidence evidence;
  private final Map<Key, StoredAlert> alerts;
  private final List<ResponseOutcome> events;
  private final Map<Key, List<ResponseOutcome>> outcomes;
  private final Map<Key, List<Letter>> letters;
  private final Map<String, List<StoredAlert>> condemning;
  private final Map<String, List<AuditLog.Entry>> deaths;

  private record Key(int era, long sequence) {}

  Case(Evidence evidence) {
    this.evidence = evidence;
    alerts =
        evidence.alerts().stream()
            .collect(
                toMap(
                    alert -> new Key(alert.era(), alert.sequence()),
                    Function.identity(),
                    (first, _) -> first));
    events = distinct(evidence.outcomes());
    outcomes = events.stream().collect(groupingBy(this::key));
    letters = evidence.letters().stream().collect(groupingBy(this::key));
    condemning =
        evidence.alerts().stream()
            .filter(alert -> alert.kind() == AlertKind.WANTED)
            .collect(groupingBy(alert -> alert.about().orElse("")));
    deaths =
        evidence.deletions().stream()
            .filter(entry -> entry.status() / 100 == 2 && !entry.dryRun())
            .collect(groupingBy(entry -> entry.object().orElse("")));
  }

  Evidence evidence() {
    return evidence;
  }

  private static List<ResponseOutcome> distinct(List<ResponseOutcome> events) {
    var ids = new HashSet<String>();
    return events.stream().filter(event -> ids.add(event.id())).toList();
  }

  /** All outcome events, repetitions left out, in the order in which they came. */
  List<ResponseOutcome> outcomes() {
    return events;
  }

  /** Those of an alert. */
  List<ResponseOutcome> outcomes(StoredAlert alert) {
    return outcomes.getOrDefault(new Key(alert.era(), alert.sequence()), List.of());
  }

  /** The dead letters of an alert. */
  List<Letter> letters(StoredAlert alert) {
    return letters.getOrDefault(new Key(alert.era(), alert.sequence()), List.of());
  }

  /** The alert that an event is about; empty where its storage was never confirmed to us. */
  Optional<StoredAlert> alert(ResponseOutcome event) {
    return Optional.ofNullable(alerts.get(key(event)));
  }

  /** The alert that a letter is about. */
  Optional<StoredAlert> alert(Letter letter) {
    return Optional.ofNullable(alerts.get(key(letter)));
  }

  /** The alerts that ask for the end of that pod. */
  List<StoredAlert> condemning(String uid) {
    return condemning.getOrDefault(uid, List.of());
  }

  /**
   * The same, parted by how they name the pod: an alert is a duplicate of one of its own part only.
   */
  Collection<List<StoredAlert>> parts(String uid) {
    return condemning(uid).stream().collect(groupingBy(StoredAlert::naming)).values();
  }

  /**
   * Whether each of these alerts, duplicates of each other, may be lost with its stream: by itself,
   * or as a duplicate of one that lay there too, unanswered.
   */
  boolean lost(List<StoredAlert> duplicates) {
    var eras =
        duplicates.stream()
            .filter(evidence::excusedByLoss)
            .map(StoredAlert::era)
            .collect(Collectors.toSet());
    return duplicates.stream().allMatch(alert -> eras.contains(alert.era()));
  }

  /** Whether there was such a time in which replicas may have missed a confirmation. */
  boolean silent(Predicate<Silence> such) {
    return evidence.silences().stream().anyMatch(such);
  }

  /** Whether a fault may be the reason for which that alert was given up. */
  boolean excused(Letter letter) {
    return Optional.ofNullable(evidence.excused().get(letter.reason()))
        .filter(since -> !letter.storedAt().isBefore(since))
        .isPresent();
  }

  /** The deletions that met that pod. */
  List<AuditLog.Entry> deaths(String uid) {
    return deaths.getOrDefault(uid, List.of());
  }

  private Key key(ResponseOutcome event) {
    return new Key(evidence.era(Instant.parse(event.publishedAt())), event.sequence());
  }

  private Key key(Letter letter) {
    return new Key(evidence.era(letter.publishedAt()), letter.sequence());
  }
}
