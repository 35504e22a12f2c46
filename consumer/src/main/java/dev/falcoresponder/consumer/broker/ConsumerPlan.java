package dev.falcoresponder.consumer.broker;

import dev.falcoresponder.consumer.text.GoDuration;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.ReplayPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The durable consumer: how we make it, and what we rely on. */
final class ConsumerPlan {
  private final BrokerConfig config;

  ConsumerPlan(BrokerConfig config) {
    this.config = config;
  }

  /**
   * Deliveries are unlimited, since the limit is ours: a broker that stops delivering would lose
   * the alert while its dead letter cannot be stored. There is no {@code backoff} list: it would
   * replace ack_wait and distort delayed naks.
   */
  ConsumerConfiguration wanted() {
    return ConsumerConfiguration.builder()
        .durable(config.consumer())
        .description("Shared by all replicas of falco-responder")
        .deliverPolicy(DeliverPolicy.All)
        .ackPolicy(AckPolicy.Explicit)
        .replayPolicy(ReplayPolicy.Instant)
        .ackWait(config.ackWait())
        .maxDeliver(-1)
        .maxAckPending(config.maxAckPending())
        .build();
  }

  List<Difference> check(ConsumerConfiguration found) {
    var name = config.stream() + " " + config.consumer();
    var findings = new Findings("consumer " + name.replace(' ', '/'), "nats consumer edit " + name);
    findings.fatal(
        found.getDeliverSubject() != null && !found.getDeliverSubject().isEmpty(),
        "is a push consumer, we need a pull consumer; make it anew",
        "");
    findings.fatal(
        found.getAckPolicy() != AckPolicy.Explicit,
        "ack policy is "
            + found.getAckPolicy()
            + ", we need explicit; it cannot be changed, make the consumer anew",
        "");
    findings.fatal(
        found.getMaxDeliver() > 0,
        "max_deliver is "
            + found.getMaxDeliver()
            + ": alerts would be dropped without a dead letter",
        "--max-deliver=-1");
    findings.fatal(
        found.isHeadersOnly(), "delivers headers only, we need the alerts", "--no-headers-only");
    findings.fatal(
        found.getPriorityGroups() != null && !found.getPriorityGroups().isEmpty(),
        "has priority groups, which this program does not speak; make the consumer anew",
        "");
    tell(findings, found);
    return findings.all();
  }

  private void tell(Findings findings, ConsumerConfiguration found) {
    findings.told(
        found.getAckWait() != null && !config.ackWait().equals(found.getAckWait()),
        "ack_wait is "
            + GoDuration.of(ackWait(found))
            + ", configured is "
            + GoDuration.of(config.ackWait())
            + "; the consumer's is used",
        "--wait=" + GoDuration.of(config.ackWait()));
    findings.told(
        found.getMaxAckPending() > 0 && found.getMaxAckPending() < config.maxAckPending(),
        "max_ack_pending is "
            + found.getMaxAckPending()
            + ", we need "
            + config.maxAckPending()
            + ": alerts that wait for a retry may hold up new ones",
        "--max-pending=" + config.maxAckPending());
    findings.told(
        found.getMaxAckPending() > config.maxAckPending(),
        "max_ack_pending is "
            + found.getMaxAckPending()
            + ", configured is "
            + config.maxAckPending()
            + "; the consumer's is used",
        "--max-pending=" + config.maxAckPending());
    findings.told(
        found.getBackoff() != null && !found.getBackoff().isEmpty(),
        "has a backoff list, which replaces ack_wait and distorts our own delays",
        "--backoff=none");
    var filters = found.getFilterSubjects();
    findings.told(
        filters != null && !filters.isEmpty() && !SubjectCover.covers(filters, config.subjects()),
        "delivers only " + (filters == null ? "" : String.join(",", filters)),
        "");
    findings.told(
        found.isMemStorage(),
        "keeps its state in memory: after a restart all alerts come again",
        "");
  }

  /** What the consumer grants. */
  ConsumerTerms terms(ConsumerInfo info) {
    var found = info.getConsumerConfiguration();
    var since = info.getCreationTime();
    var batch =
        found.getMaxBatch() > 0 ? OptionalInt.of((int) found.getMaxBatch()) : OptionalInt.empty();
    var expires = Optional.ofNullable(found.getMaxExpires()).filter(Duration::isPositive);
    return new ConsumerTerms(
        config.stream(),
        config.consumer(),
        since == null ? Instant.EPOCH : since.toInstant(),
        ackWait(found),
        batch,
        expires);
  }

  private Duration ackWait(ConsumerConfiguration found) {
    var given = found.getAckWait();
    return given != null && given.isPositive() ? given : config.ackWait();
  }
}
