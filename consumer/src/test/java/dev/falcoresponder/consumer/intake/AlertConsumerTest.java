package dev.falcoresponder.consumer.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertConsumerTest {
  private static final IntakeConfig CONFIG = new IntakeConfig(64, Duration.ofMillis(50));

  private final AtomicInteger ensured = new AtomicInteger();
  private final List<AlertConsumer> started = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    started.forEach(consumer -> {
      consumer.stop(Duration.ZERO);
      var _ = consumer.abandon();
    });
  }

  /** Asked for so many alerts, answers what the script says. */
  private static final class ScriptedSource implements AlertSource {
    private final IntFunction<Fetched> script;
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean stopped;
    private volatile Consumer<Delivery> sink = _ -> {};

    ScriptedSource(IntFunction<Fetched> script) {
      this.script = script;
    }

    void hand(int count) {
      for (var i = 0; i < count; i++) {
        sink.accept(new FakeDelivery(sequence.incrementAndGet()));
      }
    }

    @Override
    public Fetched fetch(int max, Duration wait, Consumer<Delivery> to) {
      if (stopped) {
        return new Fetched.Delivered(0);
      }
      sink = to;
      asked.incrementAndGet();
      return script.apply(max);
    }

    @Override
    public Duration ackWait() {
      return Duration.ofMillis(300);
    }

    @Override
    public void stop() {
      stopped = true;
    }
  }

  private AlertConsumer start(AlertSource source, IntakeGate gate, Consumer<Delivery> handler) {
    var consumer = new AlertConsumer(CONFIG, source, gate, ensured::incrementAndGet, handler);
    started.add(consumer);
    consumer.start();
    return consumer;
  }

  private static ScriptedSource full() {
    var self = new ScriptedSource[1];
    self[0] =
        new ScriptedSource(max -> {
          self[0].hand(max);
          return new AlertSource.Fetched.Delivered(max);
        });
    return self[0];
  }

  @Test
  void neverMoreInHandThanSlots() {
    var most = new AtomicInteger();
    var now = new AtomicInteger();
    var release = new CountDownLatch(1);
    var consumer =
        start(
            full(),
            _ -> true,
            _ -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              try {
                release.await();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
              now.decrementAndGet();
            });
    await().until(() -> now.get() == Slots.START);
    assertThat(consumer.inHand()).isEqualTo(Slots.START);
    release.countDown();
    await().until(() -> most.get() >= Slots.START);
    assertThat(most.get()).isLessThanOrEqualTo(CONFIG.maxInHand());
  }

  @Test
  void nothingIsFetchedWhileTheGateIsClosed() {
    var open = new AtomicBoolean();
    var looked = new AtomicInteger();
    var source = full();
    start(
        source,
        _ -> {
          looked.incrementAndGet();
          return open.get();
        },
        Delivery::ack);
    await().until(() -> looked.get() > 3);
    assertThat(source.asked).hasValue(0);
    open.set(true);
    await().until(() -> source.asked.get() > 0);
  }

  @Test
  void unavailableSourceIsNotAskedInAStormAndTheBrokerIsLookedAfter() {
    var source = new ScriptedSource(_ -> new AlertSource.Fetched.Unavailable("gone", 0));
    start(source, _ -> true, Delivery::ack);
    await().until(() -> ensured.get() >= 3);
    assertThat(source.asked.get()).isLessThan(10);
  }

  @Test
  void emptyAndFastAnswersBackOffToo() {
    var source = new ScriptedSource(_ -> new AlertSource.Fetched.Delivered(0));
    start(source, _ -> true, Delivery::ack);
    await().until(() -> ensured.get() >= 3);
    assertThat(source.asked.get()).isLessThan(10);
  }

  @Test
  void loopIsStarvedUntilAlertsCome() {
    var away = new AtomicBoolean(true);
    var self = new ScriptedSource[1];
    self[0] =
        new ScriptedSource(max -> {
          if (away.get()) {
            return new AlertSource.Fetched.Unavailable("gone", 0);
          }
          self[0].hand(max);
          return new AlertSource.Fetched.Delivered(max);
        });
    var consumer = start(self[0], _ -> true, Delivery::ack);
    await().until(consumer::starved);
    away.set(false);
    await().until(() -> !consumer.starved());
  }

  @Test
  void sourceThatThrowsMidwayLeaksNoSlot() {
    var self = new ScriptedSource[1];
    self[0] =
        new ScriptedSource(_ -> {
          self[0].hand(3);
          throw new IllegalStateException("planted");
        });
    var handled = new AtomicInteger();
    var consumer = start(self[0], _ -> true, _ -> handled.incrementAndGet());
    await().until(() -> handled.get() >= 9);
    consumer.stop(Duration.ofSeconds(10));
    assertThat(consumer.inHand()).isZero();
    assertThat(consumer.defects()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void alertsInHandForAThirdOfAckWaitAreKeptAliveAndOthersAreNot() {
    var release = new CountDownLatch(1);
    var slow = Collections.synchronizedList(new ArrayList<FakeDelivery>());
    var consumer =
        start(
            full(),
            _ -> true,
            delivery -> {
              slow.add((FakeDelivery) delivery);
              try {
                release.await();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    await().until(() -> slow.size() >= Slots.START && slow.getFirst().signsOfLife() >= 3);
    var left = consumer.abandon();
    assertThat(left).hasSize(Slots.START);
    release.countDown();
  }

  @Test
  void slotsThatWaitForAlertsAreNotLeftInHandAtTheStop() {
    var answer = new CountDownLatch(1);
    var source = new ScriptedSource(_ -> answered(answer, 0));
    var consumer = start(source, _ -> true, Delivery::ack);
    await().until(() -> source.asked.get() == 1);

    consumer.stop(Duration.ZERO);
    assertThat(consumer.inHand()).isZero();
    answer.countDown();
  }

  @Test
  void alertThatComesWhileStoppingIsAmongThoseLeft() {
    var release = new CountDownLatch(1);
    var self = new ScriptedSource[1];
    self[0] =
        new ScriptedSource(_ -> {
          self[0].hand(1);
          await().until(() -> self[0].stopped);
          self[0].hand(1);
          return new AlertSource.Fetched.Delivered(2);
        });
    var consumer = start(self[0], _ -> true, _ -> answered(release, 0));
    await().until(() -> consumer.inHand() == 1);

    consumer.stop(Duration.ZERO);
    assertThat(consumer.inHand()).isEqualTo(2);
    assertThat(consumer.abandon()).hasSize(2);
    release.countDown();
  }

  private static AlertSource.Fetched answered(CountDownLatch when, int count) {
    try {
      when.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return new AlertSource.Fetched.Delivered(count);
  }

  @Test
  void loopMovesWhileAllHandsAreBusyAndWhileTheGateIsClosed() {
    var looked = new AtomicInteger();
    var consumer =
        start(
            full(),
            _ -> {
              looked.incrementAndGet();
              return false;
            },
            Delivery::ack);
    await().until(() -> looked.get() > 10);
    assertThat(consumer.sinceProgress()).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void interruptOfOneAlertIsNotInheritedByTheNext() {
    var inherited = new AtomicInteger();
    var handled = new AtomicInteger();
    start(
        full(),
        _ -> true,
        _ -> {
          if (Thread.currentThread().isInterrupted()) {
            inherited.incrementAndGet();
          }
          Thread.currentThread().interrupt();
          handled.incrementAndGet();
        });
    await().until(() -> handled.get() > 500);
    assertThat(inherited).hasValue(0);
  }
}
