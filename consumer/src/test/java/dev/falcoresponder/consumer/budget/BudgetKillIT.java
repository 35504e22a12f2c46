package dev.falcoresponder.consumer.budget;

import static dev.falcoresponder.consumer.budget.Storm.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.budget.BudgetStore.Lookup;
import dev.falcoresponder.consumer.fixtures.HoldsBucket;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Broker and replicas die while ten replicas spend the same twenty deletions. */
class BudgetKillIT {
  private static final Spending GRANTED = new Spending.Granted();
  private static final BudgetConfig TWENTY = new BudgetConfig(Duration.ofMinutes(10), 20, 0, 0);
  private static final int REPLICAS = 10;
  private static final int DOOMED = 3;
  private static final int ALERTS = 100;

  /** So many spendings may begin before the broker dies: fewer than there is budget for. */
  private static final int BEFORE = 15;

  private static final int SOME = 5;
  private static final int PATIENCE = 400;

  private final Set<Integer> granted = new ConcurrentSkipListSet<>();
  private final Semaphore due = new Semaphore(BEFORE);
  private final CountDownLatch someGranted = new CountDownLatch(SOME);

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void killInTheMiddleOfSpendingNeitherLeaksNorDoubles(NatsVersion version) throws Exception {
    try (var server = NatsServer.start(version);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var connections = connect(server);
      try {
        HoldsBucket.provision(connections.getFirst(), 1);
        var ends = new CountDownLatch(REPLICAS);
        for (int replica = 0; replica < REPLICAS; replica++) {
          var number = replica;
          threads.execute(() -> {
            spendOneByOne(number, connections.get(number));
            ends.countDown();
          });
        }
        assertThat(someGranted.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        server.kill();
        assertThat(granted).hasSizeBetween(SOME, BEFORE);
        for (var doomed : connections.subList(0, DOOMED)) {
          doomed.close();
        }
        due.release(ALERTS);
        server.restart();
        assertThat(ends.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        var before = new TreeSet<>(granted);

        var heirs = connections.subList(DOOMED, REPLICAS);
        var answers = Storm.of(heirs, heirs.size(), TWENTY).of(0, ALERTS);

        assertThat(before).allMatch(number -> answers.get(number).equals(GRANTED));
        assertThat(answers).filteredOn(GRANTED::equals).hasSize(20);
        assertThat(answers).filteredOn(Spending.Over.class::isInstance).hasSize(ALERTS - 20);
        assertThat(kept(heirs.getFirst())).hasSize(20).doesNotHaveDuplicates();
      } finally {
        for (var connection : connections) {
          connection.close();
        }
      }
    }
  }

  /** The alerts of one replica, up to its death. */
  private void spendOneByOne(int replica, Connection connection) {
    var store = new JetStreamBudgetStore(HoldsBucket.impatient(connection));
    var desk = new BudgetDesk(store, TWENTY, new Random(replica));
    for (int number = replica; number < ALERTS; number += REPLICAS) {
      for (int delivery = 0; delivery < PATIENCE; delivery++) {
        due.acquireUninterruptibly();
        if (connection.getStatus() == Connection.Status.CLOSED) {
          return;
        }
        var answer = desk.spend(pod(number));
        if (answer.equals(GRANTED)) {
          granted.add(number);
          someGranted.countDown();
        }
        if (!(answer instanceof Spending.Unknown)) {
          break;
        }
        due.release(); // nothing was spent
      }
    }
  }

  private static List<Connection> connect(NatsServer server) throws Exception {
    var connections = new ArrayList<Connection>();
    for (int replica = 0; replica < REPLICAS; replica++) {
      connections.add(
          Nats.connect(
              Options.builder()
                  .server(server.url())
                  .maxReconnects(-1)
                  .reconnectWait(Duration.ofMillis(50))
                  .build()));
    }
    return connections;
  }

  private static List<Spend> kept(Connection connection) {
    var store = new JetStreamBudgetStore(HoldsBucket.of(connection));
    return ((Lookup.Found) store.read()).spends();
  }
}
