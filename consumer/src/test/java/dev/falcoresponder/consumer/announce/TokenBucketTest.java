package dev.falcoresponder.consumer.announce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {
  private static final Duration EACH = Duration.ofMillis(200);

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 1_000, Long.MIN_VALUE})
  void burstIsFreeAndEachFurtherTokenTakesItsTime(long start) {
    var now = new AtomicLong(start);
    var bucket = new TokenBucket(3, EACH, now::get);

    assertThat(taken(bucket, 10)).isEqualTo(3);
    assertThat(bucket.untilNext()).isEqualTo(EACH.toNanos());

    now.addAndGet(EACH.toNanos() - 1);
    assertThat(bucket.take()).isFalse();
    assertThat(bucket.untilNext()).isEqualTo(1);

    now.addAndGet(1);
    assertThat(taken(bucket, 10)).isEqualTo(1);

    now.addAndGet(2 * EACH.toNanos());
    assertThat(taken(bucket, 10)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 1_000})
  void longQuietGivesNoMoreThanTheBurst(long start) {
    var now = new AtomicLong(start);
    var bucket = new TokenBucket(3, EACH, now::get);
    taken(bucket, 3);

    now.addAndGet(Duration.ofDays(30).toNanos());

    assertThat(taken(bucket, 10)).isEqualTo(3);
  }

  private static long taken(TokenBucket bucket, int tries) {
    return IntStream.range(0, tries).filter(_ -> bucket.take()).count();
  }
}
