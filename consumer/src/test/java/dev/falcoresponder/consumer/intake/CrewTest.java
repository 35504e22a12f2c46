package dev.falcoresponder.consumer.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CrewTest {
  private final InHand hand = new InHand();

  private InHand.Held alert(int sequence) {
    return hand.take(new FakeDelivery(sequence));
  }

  @Test
  void everyAlertIsWorkedOnOnce() {
    Set<Long> done = ConcurrentHashMap.newKeySet();
    var count = new AtomicInteger();
    var crew =
        new Crew(held -> {
          done.add(held.delivery().envelope().id().sequence());
          count.incrementAndGet();
        });
    crew.start();
    for (var i = 0; i < 20_000; i++) {
      crew.add(alert(i));
    }
    await().until(() -> done.size() == 20_000);
    assertThat(count).hasValue(20_000);
    crew.stop();
  }

  @Test
  void slowAlertsAreAllInWorkAtTheSameTime() {
    var together = new CyclicBarrier(200);
    var done = new AtomicInteger();
    var crew =
        new Crew(_ -> {
          try {
            // Opens only if all of them wait here at once.
            together.await(60, TimeUnit.SECONDS);
            done.incrementAndGet();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    crew.start();
    for (var i = 0; i < 200; i++) {
      crew.add(alert(i));
    }
    await().untilAtomic(done, org.hamcrest.Matchers.equalTo(200));
    crew.stop();
  }

  @Test
  void quickAlertBehindSlowOnesIsWorkedOnWhileTheyStillAre() {
    var release = new CountDownLatch(1);
    var quick = new CountDownLatch(1);
    var crew =
        new Crew(held -> {
          if (held.delivery().envelope().id().sequence() < 100) {
            try {
              release.await();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          } else {
            quick.countDown();
          }
        });
    crew.start();
    for (var i = 0; i <= 100; i++) {
      crew.add(alert(i));
    }
    await().until(() -> quick.getCount() == 0);
    release.countDown();
    crew.stop();
  }

  @Test
  void wakesUpAgainAfterARest() {
    var done = new AtomicInteger();
    var crew = new Crew(_ -> done.incrementAndGet());
    crew.start();
    for (var round = 1; round <= 50; round++) {
      crew.add(alert(round));
      int expected = round;
      await().until(() -> done.get() == expected);
    }
    crew.stop();
  }
}
