package dev.falcoresponder.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WitnessTest {
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  @Test
  void saysThatSomethingWasSeenOnlyAfterItHasComeTrue() {
    var looks = new AtomicInteger();

    witness(Duration.ofSeconds(20)).sees("the pod is gone", () -> looks.incrementAndGet() == 3);

    assertThat(looks).hasValue(3);
    assertThat(told.toString(UTF_8)).isEqualTo("  seen: the pod is gone\n");
  }

  @Test
  void saysNothingOfWhatDoesNotComeTrue() {
    assertThatThrownBy(() -> witness(Duration.ofMillis(50)).sees("the pod is gone", () -> false))
        .isInstanceOf(NotSeenException.class)
        .hasMessageContaining("the pod is gone");

    assertThat(told.toString(UTF_8)).isEmpty();
  }

  @Test
  void looksOnceAtWhatMustHoldAlready() {
    assertThatThrownBy(() -> witness(Duration.ofSeconds(20)).holds("the pod lives", false))
        .isInstanceOf(NotSeenException.class)
        .hasMessage("the pod lives");

    assertThat(told.toString(UTF_8)).isEmpty();
  }

  private Witness witness(Duration patience) {
    return new Witness(new Narrator(new PrintStream(told, true, UTF_8), false), patience);
  }
}
