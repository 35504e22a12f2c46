package dev.falcoresponder.campaign;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything about the alert or the pod of a violation, in the order in which it happened. */
final class Trace {
  private final Case facts;
  private final List<Happening> happenings;

  /** Of a run in which that happened. */
  Trace(Evidence evidence, List<Happening> happenings) {
    facts = new Case(evidence);
    this.happenings = happenings;
  }

  /** As lines, each with its time. */
  String of(Violation violation) {
    var about =
        Stream.concat(alerts(violation), violation.pod().stream().flatMap(this::deletions))
            .sorted(Comparator.comparing(Happening::at))
            .toList();
    var first = about.isEmpty() ? Instant.MIN : about.getFirst().at();
    var told =
        Stream.concat(
                about.stream(),
                happenings.stream().filter(happening -> !happening.at().isBefore(first)))
            .sorted(Comparator.comparing(Happening::at))
            .map(happening -> "  " + happening.at() + "  " + happening.what());
    return Stream.concat(Stream.of(violation.toString()), told).collect(Collectors.joining("\n"));
  }

  private Stream<Happening> alerts(Violation violation) {
    var evidence = facts.evidence();
    return evidence.alerts().stream()
        .filter(alert ->
            violation.alert().equals(Optional.of(alert))
                || (alert.about().isPresent() && alert.about().equals(violation.pod())))
        .flatMap(this::alert);
  }

  private Stream<Happening> alert(StoredAlert alert) {
    var sent = new Happening(alert.sentAt(), alert + " is sent: " + alert.wire());
    var outcomes =
        facts.outcomes(alert).stream()
            .map(event ->
                new Happening(
                    Instant.parse(event.settledAt()), alert + " comes to an outcome: " + event));
    var letters =
        facts.letters(alert).stream()
            .map(letter -> new Happening(letter.storedAt(), alert + " has a letter: " + letter));
    return Stream.of(Stream.of(sent), outcomes, letters).flatMap(part -> part);
  }

  private Stream<Happening> deletions(String uid) {
    return facts.evidence().deletions().stream()
        .filter(entry ->
            entry.uidPrecondition().equals(Optional.of(uid))
                || entry.object().equals(Optional.of(uid)))
        .map(entry -> new Happening(entry.at(), "DELETE: " + entry));
  }
}
