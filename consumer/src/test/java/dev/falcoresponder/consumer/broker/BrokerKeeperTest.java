package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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
  void thoseWhoMissSomethingDuringALookHaveTheNextTogether() throws Exception {
    var first = CompletableFuture.supplyAsync(keeper::ensure);
    looking.await();
    var others =
        Stream.generate(() -> Thread.ofPlatform().start(() -> keeper.missed(true)))
            .limit(3)
            .toList();
    await()
        .until(() -> others.stream().allMatch(other -> other.getState() == Thread.State.WAITING));

    done.countDown();

    for (var other : others) {
      other.join();
    }
    assertThat(keeper.state()).isEqualTo(FOUND);
    assertThat(first.get()).isEqualTo(FOUND);
    assertThat(looks).hasValue(2);
  }

  @Test
  void lookThatWasOverWhenSomethingWasMissedIsNoAnswer() {
    done.countDown();
    keeper.ensure();

    keeper.missed(false);
    assertThat(looks).hasValue(1);
    keeper.missed(true);
    assertThat(looks).hasValue(2);
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
