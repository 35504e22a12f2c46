package dev.falcoresponder.consumer.intake;

import java.time.Duration;

/**
 * One delivery of one message, with the broker's verbs. Only {@code settle} may speak them; {@link
 * #inProgress} belongs to {@link KeepAlive}. The first of {@code ack}, {@code ackSync}, {@code nak}
 * and {@code term} counts, later ones do nothing. A verb that the broker did not take answers
 * false: the message will be delivered again.
 */
public interface Delivery {
  /** What the rooms see. */
  Envelope envelope();

  /** Done, without waiting for the broker's confirmation. */
  boolean ack();

  /** Done, confirmed by the broker. */
  boolean ackSync();

  /**
   * Deliver again after the delay. Does nothing and answers false once the broker has stopped
   * waiting for us: the message is then on its way to somebody else already, and a late nak would
   * cause one delivery more.
   */
  boolean nak(Duration delay);

  /** Never deliver again. */
  boolean term();

  /** Still at work: the broker starts waiting anew. */
  boolean inProgress();
}
