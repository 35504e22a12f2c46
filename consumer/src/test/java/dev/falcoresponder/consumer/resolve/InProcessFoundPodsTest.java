package dev.falcoresponder.consumer.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.decode.PodLead;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InProcessFoundPodsTest extends FoundPodsContract {
  private final FoundPods memory = new InProcessFoundPods(Duration.ofMinutes(15), 100);

  @Override
  FoundPods memory() {
    return memory;
  }

  @Override
  FoundPods shortLived(Duration ttl) {
    return new InProcessFoundPods(ttl, 100);
  }

  @Test
  void holdsNoMoreThanItsBound() {
    var small = new InProcessFoundPods(Duration.ofMinutes(15), 10);
    IntStream.range(0, 1_000).forEach(i -> small.keep(lead(i), Leads.suspect("cart-" + i)));

    await()
        .untilAsserted(() ->
            assertThat(
                    IntStream.range(0, 1_000)
                        .filter(i -> small.recall(lead(i)) instanceof FoundPods.Recall.Known)
                        .count())
                .isBetween(1L, 10L));
  }

  private static PodLead lead(int number) {
    return new PodLead("%012x".formatted(number), Leads.NODE);
  }
}
