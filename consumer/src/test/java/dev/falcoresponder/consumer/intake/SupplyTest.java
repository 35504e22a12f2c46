package dev.falcoresponder.consumer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SupplyTest {
  private final Supply supply = new Supply();

  private void fail(int times) {
    for (var i = 0; i < times; i++) {
      supply.failed("refused");
    }
  }

  @Test
  void oneFailureOrTwoAreNoObstacle() {
    fail(2);

    assertThat(supply.starved()).isTrue();
    assertThat(supply.obstacle()).isEmpty();
    assertThat(supply.errors()).isEqualTo(2);
  }

  @Test
  void failuresInARowAreOneInTheWordsOfTheLast() {
    fail(3);
    supply.failed("refused otherwise");

    assertThat(supply.obstacle()).contains("refused otherwise");
  }

  @Test
  void requestThatWasCutShortProvesNothing() {
    fail(2);
    supply.cutShort();
    assertThat(supply.obstacle()).isEmpty();
    fail(1);
    supply.cutShort();

    assertThat(supply.starved()).isTrue();
    assertThat(supply.obstacle()).contains("refused");
    assertThat(supply.errors()).isEqualTo(3);
  }

  @Test
  void requestThatSucceedsEndsItAndTheCountingToo() {
    fail(3);
    supply.delivered();
    assertThat(supply.starved()).isFalse();
    assertThat(supply.obstacle()).isEmpty();

    fail(2);
    supply.calm();
    fail(2);
    assertThat(supply.obstacle()).isEmpty();
  }
}
