package dev.falcoresponder.consumer.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.settle.Answer;
import dev.falcoresponder.consumer.settle.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertListenerTest {
  @Test
  void everyListenerHearsEverythingInOrder() {
    var heard = new ArrayList<String>();
    var all = AlertListener.all(List.of(new Notes("a", heard), new Notes("b", heard)));

    all.settled(
        Alerts.envelope(1),
        Alerts.early(new Outcome.Acted("")),
        new Verb.AckSync(),
        Duration.ofMillis(5));
    all.defect(Alerts.envelope(1), new IllegalStateException("boom"));
    all.unwritten(Alerts.envelope(1), "full");
    all.notTaken(Alerts.envelope(1), new Verb.Nak(Duration.ZERO));

    assertThat(heard)
        .containsExactly(
            "a settled ack-sync PT0.005S",
            "b settled ack-sync PT0.005S",
            "a defect boom",
            "b defect boom",
            "a unwritten full",
            "b unwritten full",
            "a not taken nak 42",
            "b not taken nak 42");
  }

  private record Notes(String name, List<String> heard) implements AlertListener {
    @Override
    public void settled(Envelope envelope, Answer answer, Verb verb, Duration took) {
      heard.add(name + " settled " + verb.word() + " " + took);
    }

    @Override
    public void defect(Envelope envelope, Throwable cause) {
      heard.add(name + " defect " + cause.getMessage());
    }

    @Override
    public void unwritten(Envelope envelope, String why) {
      heard.add(name + " unwritten " + why);
    }

    @Override
    public void notTaken(Envelope envelope, Verb verb) {
      heard.add(name + " not taken " + verb.word() + " " + envelope.id().sequence());
    }
  }
}
