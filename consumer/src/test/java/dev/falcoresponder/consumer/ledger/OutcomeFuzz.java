package dev.falcoresponder.consumer.ledger;

/** Whatever is in the audit trail, it is an outcome event that stays as it is, or none. */
public final class OutcomeFuzz {
  private OutcomeFuzz() {}

  /** One message, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] message) {
    switch (OutcomeJson.read(message)) {
      case OutcomeJson.Reading.NoEvent(var why) -> {
        if (why.isBlank()) {
          throw new AssertionError("no event, and nobody says why");
        }
      }
      case OutcomeJson.Reading.Event read -> {
        // What others wrote may hold halves of letters, which nobody can write.
        var again = rewritten(read);
        if (!rewritten(again).equals(again)) {
          throw new AssertionError(again + " is written as " + rewritten(again));
        }
      }
    }
  }

  private static OutcomeJson.Reading.Event rewritten(OutcomeJson.Reading.Event read) {
    return switch (OutcomeJson.read(OutcomeJson.write(read.event()))) {
      case OutcomeJson.Reading.Event again -> again;
      case OutcomeJson.Reading.NoEvent(var why) -> throw new AssertionError(read + ": " + why);
    };
  }
}
