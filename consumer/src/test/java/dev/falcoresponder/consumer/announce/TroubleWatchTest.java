package dev.falcoresponder.consumer.announce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.announce.TroubleWatch.Watched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TroubleWatchTest {
  private final List<String> told = new ArrayList<>();
  private Optional<String> first = Optional.empty();
  private Optional<String> second = Optional.empty();
  private final TroubleWatch watch =
      new TroubleWatch(
          List.of(new Watched("NotReady", () -> first), new Watched("Degraded", () -> second)),
          (reason, action, note) -> told.add(reason + " " + action + ": " + note),
          Duration.ofHours(1));

  @Test
  void whatPassesIsNotTold() {
    first = Optional.of("not connected");
    watch.look();
    first = Optional.empty();
    watch.look();
    first = Optional.of("not connected");
    watch.look();

    assertThat(told).isEmpty();
  }

  @Test
  void whatLastsIsToldOnceEachByItself() {
    first = Optional.of("not connected");
    second = Optional.of("core");
    look(119);

    assertThat(told)
        .containsExactly("NotReady AnswerAlerts: not connected", "Degraded AnswerAlerts: core");
  }

  @Test
  void whatLastsForLongIsToldAgain() {
    first = Optional.of("not connected");
    look(122);

    assertThat(told).hasSize(2).containsOnly("NotReady AnswerAlerts: not connected");
  }

  @Test
  void otherTroubleIsToldWhenItLasts() {
    first = Optional.of("not connected");
    look(2);
    first = Optional.of("no stream");
    watch.look();
    assertThat(told).hasSize(1);
    watch.look();

    assertThat(told).last().isEqualTo("NotReady AnswerAlerts: no stream");
  }

  private void look(int times) {
    for (int look = 0; look < times; look++) {
      watch.look();
    }
  }
}
