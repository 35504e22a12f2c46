package dev.falcoresponder.consumer.dedup;

import static dev.falcoresponder.consumer.dedup.ClaimStoreContract.claim;
import static dev.falcoresponder.consumer.dedup.ClaimStoreContract.won;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.broker.Bucket;
import dev.falcoresponder.consumer.broker.MissedStream;
import dev.falcoresponder.consumer.dedup.ClaimStore.Change;
import dev.falcoresponder.consumer.dedup.ClaimStore.Lookup;
import dev.falcoresponder.consumer.fixtures.Buckets;
import dev.falcoresponder.servers.NatsCluster;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.SteadyConnection;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Claims with three copies, each replica of the program at another member of the cluster. */
class ClaimClusterIT {
  private static final String BUCKET = "claims";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int KEYS = 2_000;
  private static final int READS = 1_000;

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void oneReplicaWinsEachClaimAndAllSeeItAtOnce(NatsVersion version) throws Exception {
    try (var cluster = NatsCluster.start(version)) {
      var connections = SteadyConnection.toEach(cluster);
      try {
        Buckets.create(connections.getFirst(), BUCKET, Duration.ofMinutes(15), 3);
        Buckets.awaitKnown(BUCKET, connections);
        var stores = connections.stream().map(ClaimClusterIT::store).toList();

        everyKeyHasOneWinner(stores);
        everyReadSeesTheLastWrite(stores);
        claimsOutliveTheLeader(cluster, connections.getFirst(), stores);
      } finally {
        for (var connection : connections) {
          connection.close();
        }
      }
    }
  }

  private static void everyKeyHasOneWinner(List<ClaimStore> stores) throws Exception {
    // As many at once as a busy program has alerts in hand.
    var slots = new Semaphore(96);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var races = new ArrayList<Callable<Change>>();
      for (int number = 0; number < KEYS; number++) {
        var key = new ClaimKey("terminate.shop.race-" + number);
        for (int replica = 0; replica < stores.size(); replica++) {
          var store = stores.get(replica);
          var claim = claim(replica);
          races.add(() -> {
            slots.acquire();
            try {
              return store.create(key, claim);
            } finally {
              slots.release();
            }
          });
        }
      }
      var answers = new ArrayList<Change>();
      for (var future : executor.invokeAll(races)) {
        answers.add(future.get());
      }
      var winners =
          IntStream.range(0, KEYS)
              .boxed()
              .collect(
                  Collectors.groupingBy(
                      number ->
                          answers.subList(number * 3, number * 3 + 3).stream()
                              .filter(Change.Won.class::isInstance)
                              .count(),
                      Collectors.counting()));
      assertThat(answers).noneMatch(Change.Unreachable.class::isInstance);
      assertThat(winners).containsOnlyKeys(1L).containsEntry(1L, (long) KEYS);
    }
  }

  private static void everyReadSeesTheLastWrite(List<ClaimStore> stores) {
    var key = new ClaimKey("terminate.shop.read");
    long revision = won(stores.getFirst().create(key, claim(0)));
    for (int number = 1; number <= READS; number++) {
      revision = won(stores.get(number % 3).replace(key, claim(number), revision));
      var expected = claim(number);
      assertThat(stores.get((number + 1) % 3).find(key))
          .isInstanceOfSatisfying(
              Lookup.Found.class, found -> assertThat(found.claim()).isEqualTo(expected));
    }
  }

  private static void claimsOutliveTheLeader(
      NatsCluster cluster, Connection connection, List<ClaimStore> stores) throws Exception {
    var key = new ClaimKey("terminate.shop.leader");
    won(stores.getFirst().create(key, claim(1)));
    var copies =
        requireNonNull(
            connection.jetStreamManagement().getStreamInfo("KV_" + BUCKET).getClusterInfo());
    var leader = requireNonNull(copies.getLeader());

    cluster.server(leader).kill();

    var survivors =
        IntStream.range(0, 3)
            .filter(number -> !cluster.servers().get(number).name().equals(leader))
            .mapToObj(stores::get)
            .toList();
    for (var store : survivors) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() ->
              store.find(key) instanceof Lookup.Found(var claim, _, _) && claim.equals(claim(1)));
      assertThat(store.create(key, claim(2))).isEqualTo(new Change.Lost());
    }
  }

  private static ClaimStore store(Connection connection) {
    return new JetStreamClaimStore(
        new Bucket(() -> connection, BUCKET, TIMEOUT, MissedStream.UNWATCHED));
  }
}
