package dev.falcoresponder.consumer.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.dedup.ClaimStore.Lookup;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InProcessClaimStoreTest extends ClaimStoreContract {
  private final ClaimStore store =
      new InProcessClaimStore(Duration.ofMinutes(15), 1_000, InstantSource.system());

  @Override
  ClaimStore store() {
    return store;
  }

  @Override
  ClaimStore shortLived(Duration ttl) {
    return new InProcessClaimStore(ttl, 1_000, InstantSource.system());
  }

  @Test
  void holdsNoMoreThanItsBound() {
    var small = new InProcessClaimStore(Duration.ofMinutes(15), 10, InstantSource.system());
    for (int number = 0; number < 1_000; number++) {
      won(small.create(key(number), claim(number)));
    }

    await()
        .until(() ->
            IntStream.range(0, 1_000)
                    .filter(number -> small.find(key(number)) instanceof Lookup.Found)
                    .count()
                <= 10);
    assertThat(small.create(key(2_000), claim(1))).isInstanceOf(ClaimStore.Change.Won.class);
  }

  private static ClaimKey key(int number) {
    return new ClaimKey("terminate.shop.bound-" + number);
  }
}
