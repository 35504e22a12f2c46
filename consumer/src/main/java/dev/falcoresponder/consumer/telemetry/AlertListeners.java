package dev.falcoresponder.consumer.telemetry;

import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.settle.Answer;
import dev.falcoresponder.consumer.settle.Verb;
import java.time.Duration;
import java.util.List;

/** Several listeners as one. */
record AlertListeners(List<AlertListener> listeners) implements AlertListener {
  AlertListeners {
    listeners = List.copyOf(listeners);
  }

  @Override
  public void settled(Envelope envelope, Answer answer, Verb verb, Duration took) {
    for (var listener : listeners) {
      listener.settled(envelope, answer, verb, took);
    }
  }

  @Override
  public void defect(Envelope envelope, Throwable cause) {
    listeners.forEach(listener -> listener.defect(envelope, cause));
  }

  @Override
  public void unwritten(Envelope envelope, String why) {
    listeners.forEach(listener -> listener.unwritten(envelope, why));
  }

  @Override
  public void notTaken(Envelope envelope, Verb verb) {
    listeners.forEach(listener -> listener.notTaken(envelope, verb));
  }
}
