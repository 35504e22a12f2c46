package dev.falcoresponder.campaign;

import dev.falcoresponder.servers.ApiServer;
import java.time.Duration;
import java.time.Instant;

/**
 * What faults can reach.
 *
 * @param brokers the broker's servers
 * @param warden starts those again that crash
 * @param streams what lies at the broker
 * @param apiServer and its etcd
 * @param answers what comes back from the API server
 * @param login of the replicas at the API server
 * @param fleet the replicas
 * @param rules their rules
 * @param publisher publishes alerts meanwhile
 * @param chronicle has to know what is lost, and what may be given up
 */
record Battle(
    Brokers brokers,
    Warden warden,
    Streams streams,
    ApiServer apiServer,
    AnswerProxy answers,
    Login login,
    Fleet fleet,
    RuleFile rules,
    Publisher publisher,
    Chronicle chronicle) {
  private static final int CALM_LOOKS = 3;
  private static final int MOST_LOOKS = 200;

  /**
   * Takes something from the broker for good, while all stand still, so that what is lost is known.
   *
   * @param deed takes it
   * @param stores what is gone then
   */
  void lose(Runnable deed, Loss.Store... stores) {
    fleet.frozen(() -> publisher.quietly(() -> takeAway(deed, stores)));
  }

  private void takeAway(Runnable deed, Loss.Store... stores) {
    awaitCalm();
    chronicle.save(streams.outcomes(), streams.letters());
    var floor = streams.consumer().map(now -> now.getAckFloor().getStreamSequence()).orElse(0L);
    deed.run();
    var at = Instant.now();
    for (var store : stores) {
      chronicle.lost(new Loss(store, at, store == Loss.Store.ALERTS ? floor : 0));
    }
  }

  /** Returns when what replicas had sent before they stood still has arrived. */
  private void awaitCalm() {
    var before = messages();
    var calm = 0;
    for (int look = 0; look < MOST_LOOKS && calm < CALM_LOOKS; look++) {
      Hold.upTo(Duration.ofMillis(10));
      var now = messages();
      calm = now == before ? calm + 1 : 0;
      before = now;
    }
  }

  private long messages() {
    return streams.ask(broker ->
        broker.getStreams().stream()
            .mapToLong(stream -> stream.getStreamState().getLastSequence())
            .sum());
  }
}
