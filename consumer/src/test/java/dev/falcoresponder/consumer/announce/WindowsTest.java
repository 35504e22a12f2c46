package dev.falcoresponder.consumer.announce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.announce.Announcement.Subject;
import dev.falcoresponder.consumer.announce.Announcement.Topic;
import dev.falcoresponder.consumer.cluster.KubernetesEvent.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private final Windows windows = new Windows(2, Duration.ofNanos(100), Duration.ofNanos(30));

  @Test
  void eldestMakesRoomAndSaysWhatItHasCounted() {
    windows.open(topic("one"), 0);
    windows.open(topic("two"), 10);
    windows.count(announcement("one"));

    assertThat(windows.open(topic("three"), 20)).contains(announcement("one"));

    assertThat(windows.count(announcement("one"))).isFalse();
    assertThat(windows.count(announcement("two"))).isTrue();
    assertThat(windows.count(announcement("three"))).isTrue();
    assertThat(windows.open(topic("four"), 30)).contains(announcement("two"));
  }

  @Test
  void eldestIsTheFirstToEnd() {
    assertThat(windows.untilEnd(0)).isEqualTo(Long.MAX_VALUE);
    windows.open(topic("one"), 0);
    windows.open(topic("two"), 10);

    assertThat(windows.untilEnd(40)).isEqualTo(60);
    assertThat(windows.closeFirst()).isEmpty();
    assertThat(windows.untilEnd(40)).isEqualTo(70);
  }

  @Test
  void windowThatIsRenewedIsTheYoungest() {
    windows.open(topic("one"), 0);
    windows.open(topic("two"), 10);
    windows.count(announcement("one"));

    windows.renewFirst(100);

    assertThat(windows.untilEnd(100)).isEqualTo(10);
    windows.renewFirst(110);
    assertThat(windows.untilEnd(110)).isEqualTo(90);
    assertThat(windows.first()).isEmpty();
  }

  @Test
  void windowWhoseTellingFailedIsTheNextToEnd() {
    windows.open(topic("one"), 0);
    windows.open(topic("two"), 10);

    windows.putBack(announcement("two"), 20);

    assertThat(windows.untilEnd(20)).isEqualTo(30);
    assertThat(windows.first()).contains(announcement("two"));
    windows.renewFirst(50);
    assertThat(windows.untilEnd(50)).isEqualTo(50);
    assertThat(windows.first()).isEmpty();
  }

  @Test
  void windowWhoseTellingFailedAgainEndsAsAnyOther() {
    windows.open(topic("one"), 0);
    windows.putBack(announcement("one"), 10);
    windows.renewFirst(40);

    windows.putBack(announcement("one"), 50);

    assertThat(windows.untilEnd(50)).isEqualTo(90);
    assertThat(windows.first()).contains(announcement("one"));
  }

  @Test
  void windowsWhoseTellingFailedKeepNoOtherOpen() {
    windows.open(topic("one"), 0);
    windows.open(topic("two"), 90);
    windows.count(announcement("one"));

    windows.putBack(announcement("two"), 95);

    assertThat(windows.untilEnd(95)).isEqualTo(5);
    assertThat(windows.first()).contains(announcement("one"));
    windows.renewFirst(100);
    assertThat(windows.untilEnd(100)).isEqualTo(25);
    assertThat(windows.first()).contains(announcement("two"));
  }

  @Test
  void whatWasToldMakesRoomBeforeWhatFailed() {
    windows.open(topic("one"), 0);
    windows.putBack(announcement("one"), 5);
    windows.open(topic("two"), 10);

    assertThat(windows.open(topic("three"), 20)).isEmpty();

    assertThat(windows.count(announcement("two"))).isFalse();
    windows.putBack(announcement("three"), 25);
    assertThat(windows.open(topic("four"), 30)).contains(announcement("one"));
  }

  @Test
  void topicThatFailedTwiceAtOnceIsToldAsOne() {
    windows.open(topic("one"), 0);
    windows.putBack(announcement("one"), 5);

    windows.putBack(announcement("one"), 6);

    assertThat(windows.untilEnd(6)).isEqualTo(29);
    assertThat(windows.first()).hasValueSatisfying(told -> assertThat(told.times()).isEqualTo(2));
  }

  @Test
  void topicWhoseWindowIsClosedIsNotPutBack() {
    windows.putBack(announcement("one"), 0);

    assertThat(windows.isEmpty()).isTrue();
  }

  @Test
  void timeMayRunOverItsEnd() {
    windows.open(topic("one"), Long.MAX_VALUE - 10);

    assertThat(windows.untilEnd(Long.MAX_VALUE)).isEqualTo(90);
    assertThat(windows.untilEnd(Long.MIN_VALUE + 89)).isZero();
  }

  private static Topic topic(String cause) {
    return new Topic(new Subject.OwnPod(), "Reason", cause);
  }

  private static Announcement announcement(String cause) {
    return new Announcement(
        topic(cause),
        cause,
        Optional.empty(),
        EventType.NORMAL,
        "Act",
        "note",
        Instant.EPOCH,
        Optional.empty());
  }
}
