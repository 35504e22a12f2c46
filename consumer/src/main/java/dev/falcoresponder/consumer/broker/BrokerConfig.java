package dev.falcoresponder.consumer.broker;

import java.time.Duration;

/**
 * What we need on the broker.
 *
 * @param mode JetStream, core NATS, or whichever the broker has
 * @param stream the stream of the alerts
 * @param subjects the subjects of the alerts: what the stream keeps, or what core mode listens to
 * @param consumer the durable consumer that all replicas share; in core mode the queue group
 * @param provision whether to make what is missing or only to check
 * @param replicas copies of each stream and bucket that we make: 1, 3 or 5
 * @param maxAge how long the stream keeps alerts
 * @param ackWait how long the broker waits for us before it delivers again
 * @param maxAckPending alerts in hand and in back-off over all replicas
 * @param retryHorizon how long all attempts at one alert may take, for which the stream must keep
 *     it
 * @param claimsTtl how long a claim lives after its last change; may outlive its alert
 * @param budgetWindow for how long a deletion counts against the budget
 */
public record BrokerConfig(
    Mode mode,
    String stream,
    String subjects,
    String consumer,
    Provision provision,
    int replicas,
    Duration maxAge,
    Duration ackWait,
    int maxAckPending,
    Duration retryHorizon,
    Duration claimsTtl,
    Duration budgetWindow) {
  /** Which way to read alerts. */
  public enum Mode {
    /** JetStream where the broker has it, else core; decided once. */
    AUTO,
    /** JetStream; a broker without it is waited for. */
    JETSTREAM,
    /** Core NATS, at most once. */
    CORE
  }

  /** What to do about streams, consumer and buckets. */
  public enum Provision {
    /** Make what is missing, check the rest. */
    CREATE,
    /** Check only: somebody else owns them. */
    VERIFY
  }
}
