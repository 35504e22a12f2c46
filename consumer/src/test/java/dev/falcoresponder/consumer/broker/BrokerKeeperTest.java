package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several who look at once. */
class BrokerKeeperTest {
  private static final BrokerState FOUND = new BrokerState.Waiting("found out");

  private final AtomicInteger looks = new AtomicInteger();
  private final CountDownLatch looking = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private final BrokerKeeper keeper =
      new BrokerKeeper(
          TestBroker.CONFIG,
          () -> {
            looks.incrementAndGet();
            looking.countDown();
            try {
              done.await();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("found out");
          },
          TestBroker.TIMEOUT);

  @Test
  void whoNeedsTheAnswerWaitsForTheLookOfAnother() throws Exception {
    var first = CompletableFuture.supplyAsync(keeper::ensure);
    looking.await();
    var answer = new CompletableFuture<BrokerState>();
    var second = Thread.ofPlatform().start(() -> answer.complete(keeper.ensured()));
    await().until(() -> second.getState() == Thread.State.WAITING);

    done.countDown();

    assertThat(answer.get()).isEqualTo(FOUND);
    assertThat(first.get()).isEqualTo(FOUND);
    assertThat(looks).hasValue(1);
  }

  @Test
  void whoOnlySuspectsDoesNotWait() throws Exception {
    var first = CompletableFuture.supplyAsync(keeper::ensure);
    looking.await();

    assertThat(keeper.ensure()).isNotEqualTo(FOUND);

    done.countDown();
    assertThat(first.get()).isEqualTo(FOUND);
  }
}
