package dev.falcoresponder.consumer.broker;

import dev.falcoresponder.model.Subjects;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * A stream we need.
 *
 * @param wanted how we make it
 * @param check compares what is there with what we rely on
 */
record StreamPlan(
    StreamConfiguration wanted, Function<StreamConfiguration, List<Difference>> check) {
  private static final Duration OUTCOMES_MAX_AGE = Duration.ofDays(30);
  private static final Duration KV_DUPLICATES = Duration.ofMinutes(2);

  String name() {
    return wanted.getName();
  }

  /**
   * All streams, in the order in which they are made: the alerts' last, so that nothing comes in
   * before all is there.
   */
  static List<StreamPlan> all(BrokerConfig config) {
    return List.of(
        claims(config), holds(config), deadLetters(config), outcomes(config), alerts(config));
  }

  private static StreamPlan alerts(BrokerConfig config) {
    var wanted =
        stream(config, config.stream(), config.subjects())
            .description("Falco alerts")
            .maxAge(config.maxAge())
            .build();
    return new StreamPlan(
        wanted, found -> StreamChecks.alerts(wanted, found, config.retryHorizon()));
  }

  /**
   * The bucket is made as the stream it is, because the client's own way to make buckets always
   * allows direct reads. Those are answered by any replica, and a stale one would show a settled
   * claim as still in flight. The other settings are the ones that make a stream a key-value
   * bucket.
   */
  private static StreamConfiguration bucket(
      BrokerConfig config, String name, Duration ttl, String description) {
    return stream(config, "KV_" + name, "$KV." + name + ".>")
        .description(description)
        .maxMessagesPerSubject(1)
        .maxAge(ttl)
        .discardPolicy(DiscardPolicy.New)
        .allowRollup(true)
        .denyDelete(true)
        .allowDirect(false)
        .duplicateWindow(ttl.compareTo(KV_DUPLICATES) < 0 ? ttl : KV_DUPLICATES)
        .build();
  }

  private static StreamPlan claims(BrokerConfig config) {
    var wanted =
        bucket(
            config,
            Subjects.CLAIMS_BUCKET,
            config.claimsTtl(),
            "Claims of falco-responder: which replica answers which pod's alert");
    return new StreamPlan(wanted, found -> StreamChecks.claims(wanted, found));
  }

  /**
   * Not the claims' bucket, whose age is made for duplicates: an approval is needed for as long as
   * its alert may wait in the stream, and the budget for as long as deletions count. And who may
   * write approvals should not be able to write claims.
   */
  private static StreamPlan holds(BrokerConfig config) {
    var longer = config.maxAge().compareTo(config.budgetWindow()) > 0;
    var wanted =
        bucket(
            config,
            Subjects.HOLDS_BUCKET,
            longer ? config.maxAge() : config.budgetWindow(),
            "Deletion budget of falco-responder, and approvals of alerts that it held");
    return new StreamPlan(
        wanted, found -> StreamChecks.holds(wanted, found, config.budgetWindow()));
  }

  /**
   * No age limit: a dead letter is there until a person has looked at it, however long that takes.
   * Should an owner bound its size, a full stream must refuse the new letter, whose alert then
   * stays in its own stream, rather than drop an old one.
   */
  private static StreamPlan deadLetters(BrokerConfig config) {
    var wanted =
        stream(config, Subjects.DEAD_LETTERS_STREAM, Subjects.DEAD_LETTERS)
            .description(
                "Falco alerts that falco-responder gave up; kept until somebody redrives or discards them")
            .discardPolicy(DiscardPolicy.New)
            .duplicateWindow(config.claimsTtl())
            .build();
    return new StreamPlan(wanted, found -> StreamChecks.ledger(wanted, found));
  }

  private static StreamPlan outcomes(BrokerConfig config) {
    var wanted =
        stream(config, Subjects.OUTCOMES_STREAM, Subjects.OUTCOMES)
            .description("What falco-responder did about Falco alerts: the audit trail")
            .maxAge(OUTCOMES_MAX_AGE)
            .duplicateWindow(config.claimsTtl())
            .build();
    return new StreamPlan(wanted, found -> StreamChecks.ledger(wanted, found));
  }

  private static StreamConfiguration.Builder stream(
      BrokerConfig config, String name, String subjects) {
    return StreamConfiguration.builder()
        .name(name)
        .subjects(subjects)
        .retentionPolicy(RetentionPolicy.Limits)
        .storageType(StorageType.File)
        .discardPolicy(DiscardPolicy.Old)
        .replicas(config.replicas());
  }
}
