package dev.falcoresponder.consumer.settle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.broker.BrokerKeeper;
import dev.falcoresponder.consumer.broker.Bucket;
import dev.falcoresponder.consumer.broker.TestBroker;
import dev.falcoresponder.consumer.dedup.ClaimDesk;
import dev.falcoresponder.consumer.dedup.Claiming;
import dev.falcoresponder.consumer.dedup.DedupConfig;
import dev.falcoresponder.consumer.dedup.JetStreamClaimStore;
import dev.falcoresponder.consumer.dedup.Owners;
import dev.falcoresponder.consumer.fixtures.Alerts;
import dev.falcoresponder.consumer.fixtures.RecordingDelivery;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.ledger.JetStreamLedger;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.rules.PlannedAction;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broker whose store does not outlive it, while a pod is being deleted. */
class LostStreamsIT {
  private static final RetryConfig RETRY =
      new RetryConfig(10, Duration.ofSeconds(1), Duration.ofSeconds(60), 50);
  private static final DedupConfig DEDUP =
      new DedupConfig("replica-1", Duration.ofMinutes(15), Duration.ofMinutes(3), 10_000);

  /** The alert is gone with the rest, so nobody would come again to write it. */
  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void deedIsWrittenIntoTheStreamsThatAreMadeAnew(NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version);
        var connection = TestBroker.connected(server.url())) {
      var keeper = new BrokerKeeper(TestBroker.CONFIG, connection, TestBroker.TIMEOUT);
      keeper.ensureNow();
      var bucket =
          new Bucket(connection, Subjects.CLAIMS_BUCKET, TestBroker.TIMEOUT, keeper::missed);
      var claims = new ClaimDesk(new JetStreamClaimStore(bucket), Owners.ALWAYS_THERE, DEDUP);
      var ledger = new JetStreamLedger(connection, TestBroker.TIMEOUT, keeper::missed);
      var settlement =
          new Settlement(claims, ledger, RETRY, "replica-1", Clock.systemUTC(), new Random(1));
      var matched =
          Alerts.matched(1, Alerts.rule("Shell", true, Alerts.terminate("Kill", false, false)));
      var rule = matched.rules().getFirst();
      var planned =
          new PlannedAction(matched.alert(), matched.pod(), rule, rule.actions().getFirst(), false);
      var ticket = ((Claiming.Ours) claims.claim(planned)).claimed().ticket();
      var acted =
          new Response(
              planned,
              Optional.of(ticket),
              Optional.of(Snapshots.running()),
              new Outcome.Acted(""));
      var management = connection.current().jetStreamManagement();
      for (var stream : management.getStreamNames()) {
        management.deleteStream(stream);
      }

      var delivery = new RecordingDelivery(planned.alert().envelope());
      settlement.settle(delivery, new Answer.Responses(matched, List.of(acted)));

      assertThat(delivery.verbs()).containsExactly("ack-sync");
      assertThat(management.getMessage(Subjects.OUTCOMES_STREAM, 1).getSubject())
          .isEqualTo("falco-responder.outcome.acted");
    }
  }
}
