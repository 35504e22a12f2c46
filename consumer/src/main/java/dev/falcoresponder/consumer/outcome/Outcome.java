package dev.falcoresponder.consumer.outcome;

import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.OutcomeKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What came of an alert, or of one action for it. */
public sealed interface Outcome {
  /** The kind as the world sees it. */
  OutcomeKind kind();

  /** One word why; empty where the kind says it all. */
  Optional<String> reason();

  /** A sentence for a person; may be empty text, never used as a label. */
  String detail();

  /** The response was carried out. */
  record Acted(String detail) implements Outcome {
    @Override
    public OutcomeKind kind() {
      return OutcomeKind.ACTED;
    }

    @Override
    public Optional<String> reason() {
      return Optional.empty();
    }
  }

  /** Dry run: the API server accepted the request without carrying it out. */
  record WouldAct(String detail) implements Outcome {
    @Override
    public OutcomeKind kind() {
      return OutcomeKind.WOULD_ACT;
    }

    @Override
    public Optional<String> reason() {
      return Optional.empty();
    }
  }

  /** Dry run: a person would have been asked first. */
  record WouldHold(String detail) implements Outcome {
    @Override
    public OutcomeKind kind() {
      return OutcomeKind.WOULD_HOLD;
    }

    @Override
    public Optional<String> reason() {
      return Optional.of(DeadLetterReason.HELD.name());
    }
  }

  /** Nothing left to respond to. */
  record Gone(Reason why, String detail) implements Outcome {
    @Override
    public OutcomeKind kind() {
      return OutcomeKind.GONE;
    }

    @Override
    public Optional<String> reason() {
      return Optional.of(why.name());
    }
  }

  /** The running pod is not, or not provably, the one in the alert. */
  record Stale(Reason why, String detail) implements Outcome {
    @Override
    public OutcomeKind kind() {
      return OutcomeKind.STALE;
    }

    @Override
    public Optional<String> reason() {
      return Optional.of(why.name());
    }
  }

  /** Somebody objects; all objections, the first gives the reason. */
  record Refused(List<Objection> objections) implements Outcome {
    public Refused {
      objections = List.copyOf(objections);
      if (objections.isEmpty()) {
        throw new IllegalArgumentException("a refusal needs an objection");
      }
    }

    /** Refused for one reason. */
    public Refused(Reason why, String detail) {
      this(List.of(new Objection(why, detail)));
    }

    @Override
    public OutcomeKind kind() {
      return OutcomeKind.REFUSED;
    }

    @Override
    public Optional<String> reason() {
      return Optional.of(objections.getFirst().reason().name());
    }

    @Override
    public String detail() {
      return objections.stream().map(Objection::detail).collect(Collectors.joining("; "));
    }
  }

  /** Not for us: no rule, or no pod. */
  record Ignored(Reason why, String detail) implements Outcome {
    @Override
    public OutcomeKind kind() {
      return OutcomeKind.IGNORED;
    }

    @Override
    public Optional<String> reason() {
      return Optional.of(why.name());
    }
  }

  /** The response is another alert's, or this one's own by another rule. */
  record Duplicate(String detail, Stage stage) implements Outcome {
    /** How far that response is. */
    public enum Stage {
      /** Nobody knows yet what it comes to. */
      IN_FLIGHT,
      /** It was given, or in a dry run would have been. */
      ACTED,
      /** It came to something else, or was this alert's own. */
      OVER
    }

    @Override
    public OutcomeKind kind() {
      return OutcomeKind.DUPLICATE;
    }

    @Override
    public Optional<String> reason() {
      return Optional.of(Reason.CLAIMED.name());
    }
  }

  /**
   * An earlier delivery of this very alert reached an outcome, but did not get to tell the broker.
   */
  record SettledBefore(SettledOutcome earlier) implements Outcome {
    @Override
    public OutcomeKind kind() {
      return OutcomeKind.DUPLICATE;
    }

    @Override
    public Optional<String> reason() {
      return Optional.of(Reason.SETTLED_BEFORE.name());
    }

    @Override
    public String detail() {
      return "settled by an earlier delivery as " + earlier.kind().word();
    }
  }

  /**
   * Not now.
   *
   * @param notBefore what the side that failed asks for, which beats our own schedule
   * @param counted whether this was an attempt: an outage around us is none
   */
  record Retry(Reason why, String detail, Optional<Duration> notBefore, boolean counted)
      implements Outcome {
    /** What the alert is kept as once its attempts are used up. */
    public DeadLetterReason whenGivenUp() {
      // nothing fails here: a person may well decide that the pod goes all the same
      return why == Reason.TOO_FEW_HEALTHY
          ? DeadLetterReason.HELD
          : DeadLetterReason.ATTEMPTS_EXHAUSTED;
    }

    @Override
    public OutcomeKind kind() {
      return OutcomeKind.RETRY;
    }

    @Override
    public Optional<String> reason() {
      return Optional.of(why.name());
    }
  }

  /** Never; a person should look. */
  record Rejected(DeadLetterReason why, String detail) implements Outcome {
    @Override
    public OutcomeKind kind() {
      return OutcomeKind.REJECTED;
    }

    @Override
    public Optional<String> reason() {
      return Optional.of(why.name());
    }
  }
}
