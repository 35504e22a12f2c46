package dev.falcoresponder.campaign;

import java.util.Optional;
import java.util.stream.Stream;

/** When all faults are over and the program has had its time, nothing waits for anybody. */
final class NothingIsLeftInHand implements Invariant {
  @Override
  public Stream<Violation> violations(Case facts) {
    var evidence = facts.evidence();
    return evidence.waiting() == 0 && evidence.inHand() == 0
        ? Stream.empty()
        : Stream.of(
            new Violation(
                "nothing is in hand at the end",
                "%d alerts wait, and %d are in somebody's hands"
                    .formatted(evidence.waiting(), evidence.inHand()),
                Optional.empty(),
                Optional.empty()));
  }
}
