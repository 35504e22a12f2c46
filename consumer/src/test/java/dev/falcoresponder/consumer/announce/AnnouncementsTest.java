package dev.falcoresponder.consumer.announce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.announce.Announcement.Subject;
import dev.falcoresponder.consumer.cluster.KubernetesEvent.ObjectRef;
import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.consumer.settle.Verb;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.OutcomeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
  private static final Instant NOW = Instant.parse("2026-08-03T12:00:03.5Z");
  private static final Outcome ACTED = new Outcome.Acted("deleted");
  private static final Outcome REJECTED =
      new Outcome.Rejected(DeadLetterReason.FORBIDDEN, "not allowed");

  @Test
  void podIsToldAndSoIsWhatWouldReplaceIt() {
    var announcements = of(Settled.response().owned(), ACTED);

    var pod = pod(Optional.of(Snapshots.UID));
    assertThat(announcements)
        .extracting(AnnouncementsTest::object)
        .containsExactly(
            pod,
            new ObjectRef(
                "apps/v1", "ReplicaSet", "shop", "cart", Optional.of(Settled.OWNER.uid())));
    assertThat(announcements)
        .extracting(Announcement::related)
        .containsExactly(Optional.empty(), Optional.of(pod));
    assertThat(announcements)
        .extracting(Announcement::note)
        .satisfiesExactly(
            note -> assertThat(note).startsWith("Terminated because"),
            note -> assertThat(note).startsWith("Pod cart-0: Terminated because"));
    assertThat(announcements)
        .allSatisfy(announcement -> {
          assertThat(announcement.action()).isEqualTo("Terminate");
          assertThat(announcement.topic().reason()).isEqualTo("FalcoResponseTerminated");
          assertThat(announcement.at()).isEqualTo(NOW);
          assertThat(announcement.series()).isEmpty();
        });
  }

  @Test
  void podWithoutAnOwnerIsToldAlone() {
    assertThat(of(Settled.response(), ACTED))
        .extracting(AnnouncementsTest::object)
        .containsExactly(pod(Optional.of(Snapshots.UID)));
  }

  @Test
  void nodeThatOwnsTheMirrorOfAStaticPodIsNotTold() {
    var node = new PodSnapshot.Owner("v1", "Node", "node-1", "uid-of-node");
    var mirror = Snapshots.mirror(Snapshots.owned(Snapshots.running(), node), "0123456789abcdef");

    assertThat(of(Settled.response().read(mirror), refused()))
        .extracting(AnnouncementsTest::object)
        .containsExactly(pod(Optional.of("0123456789abcdef")));
  }

  @Test
  void annotationThatIsNoHashIsNotTakenForOne() {
    var mirror = Snapshots.mirror(Snapshots.running(), "x".repeat(65));

    assertThat(of(Settled.response().read(mirror), refused()))
        .extracting(AnnouncementsTest::object)
        .containsExactly(pod(Optional.of(Snapshots.UID)));
  }

  @Test
  void podThatWasNotReadHasTheUidInTheAlertOrNone() {
    var stale = new Outcome.Stale(Reason.REPLACED, "another uid");

    assertThat(of(Settled.response().unread("cart-0"), stale))
        .extracting(AnnouncementsTest::object)
        .containsExactly(pod(Optional.of("uid-of-cart-0")));
    assertThat(of(Settled.response().nameOnly(), new Outcome.Refused(Reason.NAME_ONLY, "")))
        .extracting(AnnouncementsTest::object)
        .containsExactly(pod(Optional.empty()));
  }

  @Test
  void outcomeOfAnEarlierDeliveryIsToldAsIfItWereThisOnes() {
    var earlier = new SettledOutcome(OutcomeKind.ACTED, Optional.empty(), "deleted", uid());

    var first = of(Settled.response(), ACTED);
    var again = of(Settled.response().nameOnly(), new Outcome.SettledBefore(earlier));

    assertThat(again).hasSize(1);
    assertThat(again.getFirst().topic()).isEqualTo(first.getFirst().topic());
    assertThat(again.getFirst().note()).isEqualTo(first.getFirst().note());
  }

  @Test
  void alertThatComesAgainHasTheSameIdentityAndAnotherAlertOrOutcomeAnother() {
    var identity = identity(Settled.response(), ACTED);

    assertThat(identity(Settled.response(), ACTED)).isEqualTo(identity);
    assertThat(
            List.of(
                identity(Settled.response().sequence(2), ACTED),
                identity(Settled.response(), refused()),
                identity(Settled.response().dry(), ACTED),
                identity(Settled.response().rule("Another"), ACTED)))
        .doesNotHaveDuplicates()
        .doesNotContain(identity);
  }

  @Test
  void topicIsThePodTheReasonAndBothRules() {
    var topic = topic(Settled.response(), ACTED);

    assertThat(topic(Settled.response().sequence(2), ACTED)).isEqualTo(topic);
    assertThat(
            List.of(
                topic(Settled.response(), refused()),
                topic(Settled.response().rule("Another"), ACTED),
                topic(Settled.response().falcoRule("Another"), ACTED),
                topic(Settled.response().unread("cart-1"), ACTED)))
        .doesNotHaveDuplicates()
        .doesNotContain(topic);
  }

  @Test
  void deadLetterIsToldOfOnlyOnceItIsKept() {
    var again = new Verb.Nak(Duration.ofSeconds(1));
    assertThat(Announcements.of(Settled.response().as(REJECTED), again, NOW)).isEmpty();
    assertThat(Announcements.of(Settled.response().as(REJECTED), new Verb.Term(), NOW)).hasSize(1);
    assertThat(Announcements.of(Settled.response().as(refused()), again, NOW)).hasSize(1);
  }

  private static Optional<String> uid() {
    return Optional.of(Snapshots.UID);
  }

  private static Outcome refused() {
    return new Outcome.Refused(Reason.PROTECTED_NAMESPACE, "protected");
  }

  private static ObjectRef pod(Optional<String> uid) {
    return new ObjectRef("v1", "Pod", "shop", "cart-0", uid);
  }

  private static List<Announcement> of(Settled response, Outcome outcome) {
    return Announcements.of(response.as(outcome), new Verb.AckSync(), NOW).toList();
  }

  private static String identity(Settled response, Outcome outcome) {
    return of(response, outcome).getFirst().identity();
  }

  private static Announcement.Topic topic(Settled response, Outcome outcome) {
    return of(response, outcome).getFirst().topic();
  }

  private static ObjectRef object(Announcement announcement) {
    return ((Subject.Known) announcement.topic().subject()).object();
  }
}
