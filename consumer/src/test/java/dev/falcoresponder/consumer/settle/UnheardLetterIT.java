package dev.falcoresponder.consumer.settle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.broker.BrokerConnection;
import dev.falcoresponder.consumer.broker.BrokerKeeper;
import dev.falcoresponder.consumer.broker.Bucket;
import dev.falcoresponder.consumer.broker.MissedStream;
import dev.falcoresponder.consumer.broker.TestBroker;
import dev.falcoresponder.consumer.dedup.ClaimDesk;
import dev.falcoresponder.consumer.dedup.ClaimTicket;
import dev.falcoresponder.consumer.dedup.Claiming;
import dev.falcoresponder.consumer.dedup.DedupConfig;
import dev.falcoresponder.consumer.dedup.JetStreamClaimStore;
import dev.falcoresponder.consumer.dedup.Owners;
import dev.falcoresponder.consumer.fixtures.Alerts;
import dev.falcoresponder.consumer.fixtures.RecordingDelivery;
import dev.falcoresponder.consumer.ledger.JetStreamLedger;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.consumer.rules.PlannedAction;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.Link;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.TcpProxy;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broker that stores a dead letter, and whose word for it does not arrive. */
class UnheardLetterIT {
  private static final RetryConfig RETRY =
      new RetryConfig(10, Duration.ofSeconds(1), Duration.ofSeconds(60), 50);
  private static final DedupConfig DEDUP =
      new DedupConfig("replica-1", Duration.ofMinutes(15), Duration.ofMinutes(3), 10_000);
  private static final Outcome.Rejected FORBIDDEN =
      new Outcome.Rejected(DeadLetterReason.FORBIDDEN, "may not delete pods");

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void alertIsNotTriedAgainAndItsLetterStoredOnce(NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version);
        var connection = TestBroker.connected(server.url());
        var way = TcpProxy.to(server);
        var deaf = TestBroker.connected(way.natsUrl())) {
      new BrokerKeeper(TestBroker.CONFIG, connection, TestBroker.TIMEOUT).ensureNow();
      var bucket =
          new Bucket(
              connection, Subjects.CLAIMS_BUCKET, TestBroker.TIMEOUT, MissedStream.UNWATCHED);
      var claims = new ClaimDesk(new JetStreamClaimStore(bucket), Owners.ALWAYS_THERE, DEDUP);
      var planned = Alerts.planned(1);
      var ticket = ((Claiming.Ours) claims.claim(planned)).claimed().ticket();

      way.become(new Link.OneWay());
      var first = new RecordingDelivery(planned.alert().envelope());
      settlement(claims, deaf, Duration.ofMillis(300)).settle(first, answer(planned, ticket));

      assertThat(first.verbs()).containsExactly("nak 60000");
      var management = connection.current().jetStreamManagement();
      await().untilAsserted(() -> assertThat(letters(management)).isEqualTo(1));

      var again = Alerts.planned(1, 2);
      var second = new RecordingDelivery(again.alert().envelope());
      var givenUp = (Claiming.GivenUp) claims.claim(again);
      assertThat(givenUp.outcome()).isEqualTo(FORBIDDEN);
      settlement(claims, connection, TestBroker.TIMEOUT)
          .settle(second, answer(again, givenUp.ticket()));

      assertThat(second.verbs()).containsExactly("term");
      assertThat(letters(management)).isEqualTo(1);
      assertThat(claims.claim(again))
          .isEqualTo(
              new Claiming.Ended(
                  new Outcome.SettledBefore(
                      SettledOutcome.of(FORBIDDEN, Optional.of(Alerts.UID)))));
    }
  }

  private static Settlement settlement(
      ClaimDesk claims, BrokerConnection connection, Duration timeout) {
    var ledger = new JetStreamLedger(connection, timeout, MissedStream.UNWATCHED);
    return new Settlement(claims, ledger, RETRY, "replica-1", Clock.systemUTC(), new Random(1));
  }

  private static Answer answer(PlannedAction planned, ClaimTicket ticket) {
    return Office.answer(new Response(planned, Optional.of(ticket), Optional.empty(), FORBIDDEN));
  }

  private static long letters(JetStreamManagement management)
      throws IOException, JetStreamApiException {
    return management.getStreamInfo(Subjects.DEAD_LETTERS_STREAM).getStreamState().getMsgCount();
  }
}
