package dev.falcoresponder.consumer.telemetry;

import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.settle.Answer;
import dev.falcoresponder.consumer.settle.Verb;
import java.time.Duration;
import java.util.List;

/**
 * Hears what the loop does. Called from many threads at once, on the alert's own thread; must be
 * quick and must not throw.
 */
public interface AlertListener {
  /** Hears nothing. */
  AlertListener NOOP = new AlertListener() {};

  /**
   * An alert has been answered, and the broker told.
   *
   * @param answer what came of it
   * @param verb what the broker was told
   * @param took from delivery to now
   */
  default void settled(Envelope envelope, Answer answer, Verb verb, Duration took) {}

  /** The program failed on an alert in a way nobody thought of; it is contained to this alert. */
  default void defect(Envelope envelope, Throwable cause) {}

  /**
   * Not everything about a settled alert could be written down, so that it has to come again.
   *
   * @param why a sentence for a person
   */
  default void unwritten(Envelope envelope, String why) {}

  /**
   * The broker did not take the verb that an alert was settled with; it may deliver it again.
   *
   * @param verb as for {@link #settled}
   */
  default void notTaken(Envelope envelope, Verb verb) {}

  /** One that tells all of these, in order. */
  static AlertListener all(List<AlertListener> listeners) {
    return new AlertListeners(listeners);
  }
}
