package dev.falcoresponder.consumer.pipeline;

import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.settle.Answer;
import dev.falcoresponder.consumer.settle.Verb;
import dev.falcoresponder.consumer.telemetry.AlertListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A listener that remembers what it was told. */
final class Heard implements AlertListener {
  private final List<String> words = new ArrayList<>();
  private final List<Throwable> defects = new ArrayList<>();

  @Override
  public void settled(Envelope envelope, Answer answer, Verb verb, Duration took) {
    words.add("settled " + verb.word());
  }

  @Override
  public void defect(Envelope envelope, Throwable cause) {
    words.add("defect " + cause.getMessage());
    defects.add(cause);
  }

  @Override
  public void unwritten(Envelope envelope, String why) {
    words.add("unwritten " + why);
  }

  @Override
  public void notTaken(Envelope envelope, Verb verb) {
    words.add("not taken " + verb.word());
  }

  List<String> words() {
    return words;
  }

  List<Throwable> defects() {
    return defects;
  }
}
