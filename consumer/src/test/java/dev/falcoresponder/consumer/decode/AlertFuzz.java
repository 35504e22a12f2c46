package dev.falcoresponder.consumer.decode;

import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Step;
import java.util.Set;

/** Whatever a message is, it is an alert whose names can go into a URL, or malformed. */
public final class AlertFuzz {
  private static final AlertDecoder DECODER = new AlertDecoder();
  private static final Set<String> FIELDS = Set.of("proc.name", "evt.time", "proc.aname[2]");

  private AlertFuzz() {}

  /** One message, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] message) {
    var envelope = Alerts.envelope(message);
    var answer = DECODER.decode(envelope, FIELDS);
    switch (answer) {
      case Step.Next<DecodedAlert>(DecodedAlert decoded) -> check(decoded);
      case Step.End<DecodedAlert>(Outcome.Rejected rejected) -> check(rejected.detail());
      case Step.End<DecodedAlert>(Outcome outcome) -> throw new AssertionError(outcome);
    }
    if (!answer.equals(DECODER.decode(envelope, FIELDS))) {
      throw new AssertionError("read again it is something else: " + answer);
    }
  }

  private static void check(DecodedAlert decoded) {
    if (decoded.alert().rule().isBlank()) {
      throw new AssertionError("no rule: " + decoded);
    }
    decoded
        .pod()
        .filter(pod -> !pod.ref().toString().matches("[a-z0-9-]+/[a-z0-9.-]+"))
        .ifPresent(pod -> {
          throw new AssertionError("no name for a URL: " + pod);
        });
  }

  private static void check(String detail) {
    if (detail.isBlank() || detail.lines().count() != 1 || detail.length() > 400) {
      throw new AssertionError("no sentence: " + detail);
    }
  }
}
