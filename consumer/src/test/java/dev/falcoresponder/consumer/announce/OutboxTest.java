package dev.falcoresponder.consumer.announce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.announce.Announcement.Subject;
import dev.falcoresponder.consumer.announce.Announcement.Topic;
import dev.falcoresponder.consumer.announce.EventCounts.Result;
import dev.falcoresponder.consumer.cluster.KubernetesEvent.EventType;
import dev.falcoresponder.consumer.cluster.KubernetesEvent.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final Instant START = Instant.parse("2026-08-03T12:00:00Z");

  private final AtomicLong nanos = new AtomicLong();
  private final EventCounts counts = new EventCounts();
  private final Outbox outbox = new Outbox(nanos::get, counts);

  @Test
  void firstOfATopicIsToldAndMoreIsCounted() {
    put("web", 0);
    put("web", 1);
    put("db", 2);
    put("web", 3);

    assertThat(rest()).extracting(Announcement::identity).startsWith("web 0", "db 2");
    assertCounts(2, 0);
  }

  @Test
  void whatWasCountedIsToldAsOneWhenTheWindowEnds() {
    put("web", 0);
    put("web", 1);
    put("web", 2);
    put("web", 3);
    take();

    pass(Outbox.WINDOW);

    var told = take();
    assertThat(told.series()).contains(new Series(3, START.plusSeconds(3)));
    assertThat(told.at()).isEqualTo(START.plusSeconds(1));
    assertThat(told.identity()).isEqualTo("web 3");
    assertThat(told.times()).isEqualTo(3);
  }

  @Test
  void singleOneThatWasCountedIsToldAsItself() {
    put("web", 0);
    put("web", 1);
    take();

    pass(Outbox.WINDOW);

    assertThat(take()).isEqualTo(announcement("web", 1));
  }

  @Test
  void windowOfWhichNothingWasCountedEndsInSilence() {
    put("web", 0);
    take();
    pass(Outbox.WINDOW);
    put("db", 1);

    assertThat(take().identity()).isEqualTo("db 1");

    put("web", 2);
    assertThat(take().identity()).isEqualTo("web 2");
    assertCounts(0, 0);
  }

  @Test
  void stormWithoutEndOnOneTopicIsToldOnceInEachWindow() {
    var told = new ArrayList<Announcement>();
    put("web", 0);
    told.add(take());
    for (var second = 1; second < 3_000; second++) {
      pass(Duration.ofSeconds(1));
      put("web", second);
      if (second % 300 == 0) {
        told.add(take());
      }
    }

    assertThat(told).hasSize(10);
    assertThat(told.stream().mapToInt(Announcement::times).sum()).isEqualTo(1 + 2_700);
    assertThat(rest()).extracting(Announcement::times).containsExactly(299);
    assertCounts(2_999, 0);
  }

  @Test
  void moreTopicsThanTheBurstAreDroppedUntilTimeHasPassed() {
    for (var i = 0; i < Outbox.BURST + 5; i++) {
      put("pod-" + i, i);
    }
    assertCounts(0, 5);

    pass(Outbox.EACH);
    put("pod-x", 100);
    put("pod-y", 101);

    assertThat(rest()).hasSize(Outbox.BURST + 1);
    assertCounts(0, 6);
  }

  @Test
  void topicThatWasDroppedIsNotTakenForTold() {
    for (var i = 0; i < Outbox.BURST; i++) {
      put("pod-" + i, i);
    }
    put("web", 50);
    pass(Outbox.EACH);
    put("web", 51);

    assertThat(rest()).extracting(Announcement::identity).endsWith("web 51");
    assertCounts(0, 1);
  }

  @Test
  void noMoreThanSoManyWaitForAnApiServerThatIsSlow() {
    for (var i = 0; i < 150; i++) {
      put("pod-" + i, i);
      pass(Outbox.EACH);
    }

    assertThat(rest()).hasSize(Outbox.MOST_WAITING);
    assertCounts(0, 50);
  }

  @Test
  void whatWasCountedWaitsForRoomAndIsCountedOn() {
    put("web", 0);
    put("web", 1);
    pass(Outbox.WINDOW);
    for (var i = 0; i < Outbox.BURST; i++) {
      put("pod-" + i, 10 + i);
    }
    for (var i = 0; i < 1 + Outbox.BURST; i++) {
      assertThat(take().series()).isEmpty();
    }
    put("web", 50);

    pass(Outbox.EACH);

    assertThat(take().series()).contains(new Series(2, START.plusSeconds(50)));
    assertCounts(2, 0);
  }

  @Test
  void announcementThatCouldNotBeToldIsToldSoonWithWhatCameSince() {
    put("web", 0);
    outbox.putBack(take());
    put("web", 1);
    pass(Outbox.RETRY);

    var told = take();
    assertThat(told.series()).contains(new Series(2, START.plusSeconds(1)));
    assertThat(told.at()).isEqualTo(START);
  }

  @Test
  void whatCameWhileItWasBeingToldComesAfterIt() {
    put("web", 0);
    var failed = take();
    put("web", 1);
    outbox.putBack(failed);
    pass(Outbox.RETRY);

    var told = take();
    assertThat(told.series()).contains(new Series(2, START.plusSeconds(1)));
    assertThat(told.at()).isEqualTo(START);
    assertThat(told.identity()).isEqualTo("web 1");
  }

  @Test
  void announcementThatFailsAgainIsToldOnceMoreAtTheEndOfTheWindow() {
    failTwice();
    put("web", 1);
    pass(Outbox.WINDOW);

    var told = take();
    assertThat(told.series()).contains(new Series(2, START.plusSeconds(1)));

    outbox.putBack(told);
    assertThat(rest()).isEmpty();
  }

  @Test
  void announcementThatFailsForTheThirdTimeIsNotPutOffForEver() {
    failTwice();
    pass(Outbox.WINDOW);
    outbox.putBack(take());
    pass(Outbox.WINDOW);

    put("web", 1);

    assertThat(take()).isEqualTo(announcement("web", 1));
  }

  @Test
  void topicThatWasToldSinceItFailedIsAgainToldSoon() {
    failTwice();
    pass(Outbox.WINDOW);
    take();
    put("web", 1);
    pass(Outbox.WINDOW);

    outbox.putBack(take());
    pass(Outbox.RETRY);

    assertThat(take()).isEqualTo(announcement("web", 1));
  }

  @Test
  void endTellsWhatWasCountedAndTakesNothingMore() {
    put("web", 0);
    put("web", 1);
    put("web", 2);

    outbox.end();
    put("db", 3);

    assertThat(rest()).extracting(Announcement::times).containsExactly(1, 2);
    assertCounts(2, 1);
  }

  @Test
  void endDropsWhatThereIsNoRoomFor() {
    for (var i = 0; i < Outbox.BURST; i++) {
      put("pod-" + i, i);
      put("pod-" + i, i);
    }
    pass(Outbox.EACH);

    assertThat(rest()).hasSize(Outbox.BURST + 1);
    assertCounts(Outbox.BURST, Outbox.BURST - 1);
  }

  @Test
  void whatIsAbandonedIsCounted() {
    put("web", 0);
    put("db", 1);
    outbox.end();

    outbox.abandon();

    assertThat(outbox.take()).isEmpty();
    assertCounts(0, 2);
  }

  @Test
  void interruptedWaitIsTheEnd() {
    Thread.currentThread().interrupt();

    assertThat(outbox.take()).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
  }

  private void failTwice() {
    put("web", 0);
    outbox.putBack(take());
    pass(Outbox.RETRY);
    outbox.putBack(take());
  }

  private void put(String topic, int second) {
    outbox.put(announcement(topic, second));
  }

  private static Announcement announcement(String topic, int second) {
    return new Announcement(
        new Topic(new Subject.OwnPod(), "Reason", topic),
        topic + " " + second,
        Optional.empty(),
        EventType.WARNING,
        "Act",
        "note",
        START.plusSeconds(second),
        Optional.empty());
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private Announcement take() {
    return outbox.take().orElseThrow();
  }

  /** All that is told until the end, which this brings about. */
  private List<Announcement> rest() {
    outbox.end();
    var all = new ArrayList<Announcement>();
    for (var next = outbox.take(); next.isPresent(); next = outbox.take()) {
      all.add(next.get());
    }
    return all;
  }

  private void assertCounts(long aggregated, long dropped) {
    assertThat(counts.of(Result.AGGREGATED)).isEqualTo(aggregated);
    assertThat(counts.of(Result.DROPPED)).isEqualTo(dropped);
  }
}
