package dev.falcoresponder.campaign;

import java.util.stream.Stream;

/** A sentence that holds after every run, whatever broke. */
interface Invariant {
  /** Where it does not hold. */
  Stream<Violation> violations(Case facts);
}
