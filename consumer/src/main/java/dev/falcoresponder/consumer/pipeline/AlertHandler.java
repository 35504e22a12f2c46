package dev.falcoresponder.consumer.pipeline;

import dev.falcoresponder.consumer.intake.Delivery;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.settle.Answer;
import dev.falcoresponder.consumer.settle.Settlement;
import dev.falcoresponder.consumer.telemetry.AlertListener;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One delivery: walk it, settle it, tell who listens. A defect is contained to the delivery that
 * met it.
 */
public record AlertHandler(AlertPipeline pipeline, Settlement settlement, AlertListener listener)
    implements Consumer<Delivery> {

  @Override
  public void accept(Delivery delivery) {
    var began = System.nanoTime();
    var answer = walk(delivery);
    var settled = settlement.settle(delivery, answer);
    listener.settled(
        delivery.envelope(),
        answer,
        settled.verb().word(),
        Duration.ofNanos(System.nanoTime() - began));
  }

  private Answer walk(Delivery delivery) {
    try {
      return pipeline.process(delivery.envelope());
    } catch (RuntimeException | StackOverflowError e) {
      listener.defect(delivery.envelope(), e);
      return new Answer.Early(
          delivery.envelope(),
          new Outcome.Retry(Reason.UNEXPECTED, e.toString(), Optional.empty(), true));
    }
  }
}
