package dev.falcoresponder.consumer.cluster;

import static dev.falcoresponder.consumer.cluster.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.cluster.ClusterGateway.PodAnswer;
import dev.falcoresponder.model.PodRef;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestsAtOnceTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final ScriptedServer server = new ScriptedServer();
  private ClusterConnection connection = server.connect(LONG, 4);

  @AfterEach
  void close() {
    connection.close();
    server.close();
  }

  @Test
  void notMoreRequestsAtOnceThanConfigured() throws InterruptedException {
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var go = new Semaphore(0);
    server.always(client -> {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      go.acquire();
      inside.decrementAndGet();
      answer(200, Bodies.POD).to(client);
    });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(0, 20)
              .mapToObj(_ -> threads.submit((Callable<PodAnswer>) this::pod))
              .toList();
      await().until(() -> inside.get() == 4);
      go.release(20);

      assertThat(answers)
          .allSatisfy(answer -> assertThat(answer.get()).isInstanceOf(PodAnswer.Found.class));
    }
    assertThat(most).hasValue(4);
  }

  @Test
  void manyFailuresAtOnceAreOneQuestion() throws ExecutionException, InterruptedException {
    var arrived = new AtomicInteger();
    reconnect(LONG, 16);
    server.always(client -> {
      arrived.incrementAndGet();
      await().until(() -> arrived.get() == 16);
      answer(500, "failing").to(client);
    });
    server.health(client -> {
      await().until(() -> connection.gate().probes() == 1);
      answer(500, "failing").to(client);
    });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(0, 16)
              .mapToObj(_ -> threads.submit((Callable<PodAnswer>) this::pod))
              .toList();
      for (var answer : answers) {
        assertThat(answer.get())
            .isInstanceOfSatisfying(PodAnswer.Failed.class, RequestsAtOnceTest::assertOutage);
      }
    }
    assertThat(connection.gate().closings()).isEqualTo(1);
  }

  @Test
  void interruptedWaitIsNoAttemptAndNoOutageOfTheServer() throws InterruptedException {
    server.then(server.hang(""));
    var answers = new LinkedBlockingQueue<PodAnswer>();
    var waiting = Thread.ofVirtual().start(() -> answers.add(pod()));
    await().until(() -> !server.requests().isEmpty());

    waiting.interrupt();

    assertThat(answers.take())
        .isInstanceOfSatisfying(PodAnswer.Failed.class, RequestsAtOnceTest::assertOutage);
    assertThat(connection.gate().isOpen()).isTrue();
  }

  private void reconnect(Duration requestTimeout, int maxInFlight) {
    connection.close();
    connection = server.connect(requestTimeout, maxInFlight);
  }

  private PodAnswer pod() {
    return connection.gateway().pod(new PodRef("shop", "cart-0"));
  }

  private static void assertOutage(PodAnswer.Failed failed) {
    assertThat(failed.failure()).isInstanceOf(ClusterFailure.Outage.class);
  }
}
