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
 * met it: one in the walk is settled as a retry, and one in settling leaves the delivery without a
 * verb, so that the broker delivers it again.
 */
public record AlertHandler(AlertPipeline pipeline, Settlement settlement, AlertListener listener)
    implements Consumer<Delivery> {
  @Override
  public void accept(Delivery delivery) {
    var began = System.nanoTime();
    var envelope = delivery.envelope();
    try {
      var answer = walk(delivery);
      var settled = settlement.settle(delivery, answer);
      var took = Duration.ofNanos(System.nanoTime() - began);
      listener.settled(envelope, answer, settled.verb(), took);
      settled.unwritten().ifPresent(why -> listener.unwritten(envelope, why));
      if (!settled.taken()) {
        listener.notTaken(envelope, settled.verb());
      }
    } catch (RuntimeException | StackOverflowError e) {
      listener.defect(envelope, e);
    }
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
