package dev.falcoresponder.consumer.telemetry;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something the program needs to do its work.
 *
 * @param name one word, for machines
 * @param missing what is missing, in a sentence; empty while all is well; must not wait
 */
public record ReadyCheck(String name, Supplier<Optional<String>> missing) {
  /** Whether nothing is missing. */
  public static boolean all(List<ReadyCheck> checks) {
    return checks.stream().allMatch(check -> check.missing().get().isEmpty());
  }
}
