package dev.falcoresponder.consumer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SlotsTest {
  private static final Duration NOW = Duration.ZERO;
  private static final Duration LONG = Duration.ofSeconds(20);

  /** A request that is answered in full, and whose alerts are settled at once. */
  private static void settledBatch(Slots slots) {
    var taken = slots.take(NOW);
    slots.batch(taken, taken);
    slots.giveBack(taken);
  }

  /** Takes and gives back, so that only the window is left to see. */
  private static int windowAfter(Slots slots) {
    var taken = slots.take(NOW);
    slots.giveBack(taken);
    return slots.window();
  }

  @Test
  void windowStartsSmallAndNeverExceedsTheMaximum() {
    assertThat(new Slots(512).take(NOW)).isEqualTo(Slots.START);
    assertThat(new Slots(5).take(NOW)).isEqualTo(5);
    var slots = new Slots(100);
    settledBatch(slots);
    settledBatch(slots);
    settledBatch(slots);
    assertThat(windowAfter(slots)).isEqualTo(100);
  }

  @Test
  void windowDoublesWhileFullBatchesAreSettledAsTheyCome() {
    var slots = new Slots(512);
    for (var expected : new int[] {32, 64, 128, 256, 512, 512}) {
      settledBatch(slots);
      assertThat(slots.window()).isEqualTo(expected);
    }
  }

  @Test
  void halfOfABatchThatIsSettledIsEnough() {
    var slots = new Slots(512);
    var taken = slots.take(NOW);
    slots.batch(taken, taken);
    slots.giveBack(taken / 2);
    assertThat(slots.take(NOW)).isEqualTo(2 * Slots.START - taken / 2);
  }

  @Test
  void windowFallsBackWhenWorkPilesUp() {
    var slots = new Slots(512);
    settledBatch(slots);
    settledBatch(slots);
    var taken = slots.take(NOW);
    slots.batch(taken, taken);
    slots.giveBack(1);
    assertThat(slots.take(NOW)).isZero();
    assertThat(slots.window()).isEqualTo(Slots.START);
    slots.giveBack(taken - 2);
    assertThat(slots.take(NOW)).isEqualTo(Slots.START - 1);
  }

  @Test
  void windowOfSlowAlertsStaysSmall() {
    var slots = new Slots(512);
    slots.batch(slots.take(NOW), Slots.START);
    for (int i = 0; i < 10; i++) {
      slots.giveBack(1);
      assertThat(slots.take(NOW)).isEqualTo(1);
      slots.batch(1, 1);
    }
    assertThat(slots.window()).isEqualTo(Slots.START);
  }

  @Test
  void windowFallsBackWhenTheBacklogIsGone() {
    var slots = new Slots(512);
    settledBatch(slots);
    var taken = slots.take(NOW);
    slots.giveBack(taken);
    slots.batch(taken, taken - 1);
    assertThat(windowAfter(slots)).isEqualTo(Slots.START);
  }

  @Test
  void takingWaitsUntilSomebodyGivesBack() throws Exception {
    var slots = new Slots(2);
    assertThat(slots.take(NOW)).isEqualTo(2);
    assertThat(slots.take(NOW)).isZero();
    var later = CompletableFuture.supplyAsync(() -> slots.take(LONG));
    slots.giveBack(1);
    assertThat(later.get(LONG.toMillis(), TimeUnit.MILLISECONDS)).isEqualTo(1);
    assertThat(slots.inHand()).isEqualTo(2);
  }

  @Test
  void idleIsWhenNothingIsInHand() throws Exception {
    var slots = new Slots(2);
    slots.take(NOW);
    assertThat(slots.awaitIdle(NOW)).isFalse();
    var later = CompletableFuture.supplyAsync(() -> slots.awaitIdle(LONG));
    slots.giveBack(2);
    assertThat(later.get(LONG.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
  }
}
