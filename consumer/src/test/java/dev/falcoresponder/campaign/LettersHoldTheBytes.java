package dev.falcoresponder.campaign;

import java.util.stream.Stream;

/** Dead letters hold the original bytes. */
final class LettersHoldTheBytes implements Invariant {
  private static final String NAME = "dead letters hold the original bytes";

  @Override
  public Stream<Violation> violations(Case facts) {
    return facts.evidence().letters().stream()
        .filter(letter ->
            facts.alert(letter).filter(alert -> alert.wire().equals(letter.wire())).isEmpty())
        .map(letter ->
            new Violation(
                NAME,
                "the letter of alert %d has other bytes than that (%s)"
                    .formatted(letter.sequence(), letter.error()),
                facts.alert(letter).flatMap(StoredAlert::about),
                facts.alert(letter)));
  }
}
