package dev.falcoresponder.consumer.announce;

import dev.falcoresponder.consumer.cluster.KubernetesEvent.EventType;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.consumer.rules.PlannedAction;
import dev.falcoresponder.consumer.text.Printable;
import dev.falcoresponder.model.DeadLetterReason;
import java.util.Optional;

/**
 * An outcome in words for whoever owns the pod. The alert's own text stays out of it: it may hold
 * what was typed in the container, and Events are read by many.
 *
 * @param type how it is to be taken
 * @param reason one word
 * @param note a sentence
 */
record Wording(EventType type, String reason, String note) {
  /** No name of a rule may push out what follows it. */
  private static final int LONGEST_NAME = 160;

  private static final String LETTER =
      " as a dead letter (falco-responder dead-letters list), though ";

  /**
   * The words; empty where there is nothing to tell. What is gone, ignored, another alert's or to
   * be tried again concerns nobody who looks at the pod.
   */
  static Optional<Wording> of(PlannedAction planned, SettledOutcome settled) {
    var words = ActionWords.of(planned.action().spec());
    var dry = planned.dryRun() ? "Dry run. " : "";
    var not = dry + "Not " + words.lowerCase() + ", though ";
    var cause = cause(planned);
    var why = why(settled);
    return switch (settled.kind()) {
      case ACTED -> warning(words.done(), words.done() + " because " + cause + why);
      case WOULD_ACT ->
          normal(
              "DryRun",
              "Dry run, nothing was done. Would be "
                  + words.lowerCase()
                  + " because "
                  + cause
                  + why);
      case WOULD_HOLD ->
          normal(
              "DryRun",
              "Dry run, nothing was done. Would be held for approval, though " + cause + why);
      case REFUSED -> warning("Refused", not + cause + why);
      case STALE ->
          normal(
              "Stale",
              not + cause + "; the pod that runs now is not provably the one in the alert" + why);
      case REJECTED ->
          isHeld(settled)
              ? warning("Held", dry + "Held for approval" + LETTER + cause + why)
              : warning("GivenUp", dry + "Given up" + LETTER + cause + why);
      case GONE, IGNORED, DUPLICATE, RETRY, REDRIVEN, DISCARDED -> Optional.empty();
    };
  }

  /** The same for who owns several such pods. */
  Wording about(String pod) {
    return new Wording(type, reason, NoteText.of("Pod " + pod + ": " + note));
  }

  private static Optional<Wording> warning(String word, String note) {
    return words(EventType.WARNING, word, note);
  }

  private static Optional<Wording> normal(String word, String note) {
    return words(EventType.NORMAL, word, note);
  }

  private static Optional<Wording> words(EventType type, String word, String note) {
    return Optional.of(new Wording(type, "FalcoResponse" + word, NoteText.of(note)));
  }

  private static String cause(PlannedAction planned) {
    return "Falco saw \"%s\" and response rule \"%s\" asks for it"
        .formatted(name(planned.alert().alert().rule()), name(planned.rule().name()));
  }

  private static String name(String text) {
    return Printable.shortened(text, LONGEST_NAME);
  }

  private static String why(SettledOutcome settled) {
    var reason = settled.reason().map(word -> " (" + word + ")").orElse("");
    return reason + (settled.detail().isEmpty() ? "" : ": " + settled.detail());
  }

  private static boolean isHeld(SettledOutcome settled) {
    return settled.reason().filter(DeadLetterReason.HELD.name()::equals).isPresent();
  }
}
