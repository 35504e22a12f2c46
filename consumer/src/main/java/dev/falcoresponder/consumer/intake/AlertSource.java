package dev.falcoresponder.consumer.intake;

import java.time.Duration;
import java.util.function.Consumer;

/** Where alerts come from. Used by one thread, except for {@link #stop}. */
public interface AlertSource {
  /** What a request comes to. */
  sealed interface Fetched {
    /** That many were handed over; 0: nothing came in time. */
    record Delivered(int count) implements Fetched {}

    /** The request failed; some may have been handed over before it did. */
    record Unavailable(String why, int count) implements Fetched {}

    /** How many were handed over. */
    int count();
  }

  /**
   * Hands over what is there, or waits for the first alert to come.
   *
   * @param max the most to hand over, from 1
   * @param wait how long to wait for the first
   * @param sink gets each one at once; must not block
   */
  Fetched fetch(int max, Duration wait, Consumer<Delivery> sink);

  /** How long the source waits for a verb, or a sign of life, before it delivers an alert again. */
  Duration ackWait();

  /** No more alerts from outside; {@link #fetch} only hands over what is in the process already. */
  void stop();
}
