package dev.falcoresponder.consumer.budget;

import dev.falcoresponder.consumer.fixtures.HoldsBucket;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * Many alerts on many replicas, all at once.
 *
 * @param desks the replicas
 */
record Storm(List<BudgetDesk> desks) {
  private static final int PATIENCE = 200;

  /** Replicas with that budget, each at one of the connections. */
  static Storm of(List<Connection> connections, int replicas, BudgetConfig config) {
    var desks = new ArrayList<BudgetDesk>();
    for (int number = 0; number < replicas; number++) {
      var bucket = HoldsBucket.of(connections.get(number % connections.size()));
      desks.add(new BudgetDesk(new JetStreamBudgetStore(bucket), config, new Random(number)));
    }
    return new Storm(desks);
  }

  static SpendRequest pod(int number) {
    return new SpendRequest("FALCO." + number, "shop", Optional.of("owner"), false);
  }

  /** What comes of the alerts of those numbers, spread over the replicas. */
  List<Spending> of(int from, int to) throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<Spending>>();
      for (int number = from; number < to; number++) {
        var request = pod(number);
        var desk = desks.get(number % desks.size());
        calls.add(() -> decided(desk, request));
      }
      var answers = new ArrayList<Spending>();
      for (var future : threads.invokeAll(calls)) {
        answers.add(future.get());
      }
      return answers;
    }
  }

  /** Comes again where the answer is "not now", as the broker sees to. */
  static Spending decided(BudgetDesk desk, SpendRequest request) throws InterruptedException {
    for (int delivery = 0; delivery < PATIENCE; delivery++) {
      var answer = desk.spend(request);
      if (!(answer instanceof Spending.Unknown)) {
        return answer;
      }
      Thread.sleep(Duration.ofMillis(50));
    }
    throw new AssertionError("never decided: " + desk.spend(request));
  }
}
