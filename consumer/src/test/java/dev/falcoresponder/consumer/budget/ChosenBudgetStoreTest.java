package dev.falcoresponder.consumer.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.broker.BrokerState;
import dev.falcoresponder.consumer.broker.Bucket;
import dev.falcoresponder.consumer.broker.MissedStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChosenBudgetStoreTest {
  private static final List<Spend> ONE =
      List.of(Spend.of(new SpendRequest("a", "shop", Optional.empty(), false), Instant.EPOCH));

  private final InProcessBudgetStore memory = new InProcessBudgetStore(Clock.systemUTC());

  private BudgetStore chosen(BrokerState state) {
    var bucket =
        new Bucket(
            () -> {
              throw new IllegalStateException("not connected");
            },
            "holds",
            Duration.ofSeconds(1),
            MissedStream.UNWATCHED);
    return new ChosenBudgetStore(() -> state, new JetStreamBudgetStore(bucket), memory);
  }

  @Test
  void coreNatsCountsInMemory() {
    var store = chosen(new BrokerState.Core("no JetStream"));

    assertThat(store.now()).isInstanceOf(BudgetStore.Time.Now.class);
    assertThat(store.write(ONE, 0)).isEqualTo(new BudgetStore.Change.Won(1));
    assertThat(store.read()).isEqualTo(new BudgetStore.Lookup.Found(ONE, 1));
    assertThat(memory.read()).isEqualTo(new BudgetStore.Lookup.Found(ONE, 1));
  }

  /** Until the mode is known, nothing is granted from memory. */
  @Test
  void anythingElseIsTheBuckets() {
    var store = chosen(new BrokerState.Waiting("not asked yet"));

    assertThat(store.now()).isEqualTo(new BudgetStore.Time.Unreachable("not connected"));
    assertThat(store.read()).isEqualTo(new BudgetStore.Lookup.Unreachable("not connected"));
    assertThat(store.write(ONE, 0)).isEqualTo(new BudgetStore.Change.Unreachable("not connected"));
    assertThat(memory.read()).isEqualTo(new BudgetStore.Lookup.Found(List.of(), 0));
  }
}
