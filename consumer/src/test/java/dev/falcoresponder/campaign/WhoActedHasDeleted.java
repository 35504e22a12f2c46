package dev.falcoresponder.campaign;

import java.util.Objects;
import java.util.stream.Stream;

/** Nobody says to have acted on a pod that the API server was not asked to delete, and did. */
final class WhoActedHasDeleted implements Invariant {
  private static final String NAME = "who says acted has deleted";

  @Override
  public Stream<Violation> violations(Case facts) {
    return facts.outcomes().stream()
        .filter(event -> event.outcome().equals("acted"))
        .filter(event -> event.podUid() == null || facts.deaths(event.podUid()).isEmpty())
        .map(event ->
            Violation.ofPod(
                NAME,
                Objects.requireNonNullElse(event.podUid(), ""),
                "alert %d by %s".formatted(event.sequence(), event.replica())));
  }
}
