package dev.falcoresponder.consumer.intake;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A message of core NATS. The broker has forgotten it already; what a nak asks for happens in this
 * process.
 */
final class CoreDelivery implements Delivery {
  private final Envelope envelope;
  private final Redeliveries redeliveries;
  private final AtomicBoolean settled = new AtomicBoolean();

  CoreDelivery(Envelope envelope, Redeliveries redeliveries) {
    this.envelope = envelope;
    this.redeliveries = redeliveries;
  }

  @Override
  public Envelope envelope() {
    return envelope;
  }

  @Override
  public boolean ack() {
    return settled.compareAndSet(false, true);
  }

  @Override
  public boolean ackSync() {
    return ack();
  }

  /**
   * Answers false where the alert is lost, since too many wait already or the process is about to
   * end.
   */
  @Override
  public boolean nak(Duration delay) {
    return settled.compareAndSet(false, true) && redeliveries.add(envelope, delay);
  }

  @Override
  public boolean term() {
    return ack();
  }

  @Override
  public boolean inProgress() {
    return !settled.get();
  }
}
