package dev.falcoresponder.demo;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Looks before the narrator says that something was seen.
 *
 * @param narrator who is told
 * @param patience how long to wait for what must come
 */
record Witness(Narrator narrator, Duration patience) {
  /** Waits until it is so. */
  void sees(String sentence, BooleanSupplier isSo) {
    finds(sentence, () -> isSo.getAsBoolean() ? Optional.of(sentence) : Optional.empty());
    narrator.saw(sentence);
  }

  /** Looks once: what is not so now must not become so later. */
  void holds(String sentence, boolean isSo) {
    if (!isSo) {
      throw new NotSeenException(sentence);
    }
    narrator.saw(sentence);
  }

  /** Waits until there is something to look at, and says nothing. */
  <T> T finds(String what, Supplier<Optional<T>> search) {
    try {
      return await(what)
          .atMost(patience)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(20))
          .until(search::get, Optional::isPresent)
          .orElseThrow();
    } catch (ConditionTimeoutException _) {
      throw new NotSeenException(what + " (waited " + patience.toSeconds() + " s)");
    }
  }
}
