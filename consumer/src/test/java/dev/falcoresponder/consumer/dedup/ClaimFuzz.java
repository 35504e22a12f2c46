package dev.falcoresponder.consumer.dedup;

/** Whatever lies in the place of a claim, it is one that stays as it is, or garbage. */
public final class ClaimFuzz {
  private ClaimFuzz() {}

  /** One value, as Jazzer calls it. */
  public static void fuzzerTestOneInput(byte[] value) {
    switch (ClaimJson.read(value)) {
      case ClaimJson.Reading.Garbage(var why) -> {
        if (why.isBlank()) {
          throw new AssertionError("garbage, and nobody says why");
        }
      }
      case ClaimJson.Reading.Read read -> {
        // What others wrote may hold halves of letters, which nobody can write.
        var again = rewritten(read);
        if (!rewritten(again).equals(again)) {
          throw new AssertionError(again + " is written as " + rewritten(again));
        }
      }
    }
  }

  private static ClaimJson.Reading.Read rewritten(ClaimJson.Reading.Read read) {
    return switch (ClaimJson.read(ClaimJson.write(read.claim()))) {
      case ClaimJson.Reading.Read again -> again;
      case ClaimJson.Reading.Garbage(var why) -> throw new AssertionError(read + ": " + why);
    };
  }
}
