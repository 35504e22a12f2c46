package dev.falcoresponder.consumer.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.announce.EventCounts.Result;
import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.cluster.EventSink.Creation;
import dev.falcoresponder.consumer.cluster.KubernetesEvent;
import dev.falcoresponder.consumer.cluster.KubernetesEvent.EventType;
import dev.falcoresponder.consumer.cluster.KubernetesEvent.ObjectRef;
import dev.falcoresponder.consumer.cluster.KubernetesEvent.Series;
import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.consumer.fixtures.InMemoryCluster;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Outcome.Duplicate.Stage;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.settle.Answer;
import dev.falcoresponder.consumer.settle.Verb;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
  private static final Instant NOW = Instant.parse("2026-08-03T12:00:03.5Z");
  private static final Outcome ACTED = new Outcome.Acted("deleted");
  private static final Outcome REFUSED =
      new Outcome.Refused(Reason.PROTECTED_NAMESPACE, "protected");
  private static final Optional<Creation.Failed> FORBIDDEN =
      failed(new ClusterFailure.Forbidden("grant it this rule"));
  private static final int STORM = 10_000;

  /** Longer than anything here takes on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Also the name of the pod in the fixtures, which so can be the own one. */
  private static final String REPLICA = "cart-0";

  private final AtomicLong nanos = new AtomicLong();
  private final InMemoryCluster cluster = new InMemoryCluster();
  private final RecordingSink sink = new RecordingSink();
  private final PosterLog log = new PosterLog();
  private final Announcer announcer = announcer(REPLICA, PATIENCE);

  @AfterEach
  void close() {
    announcer.close();
    log.close();
  }

  @Test
  void responseIsToldToThePodAndItsOwner() {
    announcer.start();

    Settled.response().owned().tell(announcer, ACTED);

    awaitAsked(2);
    var event = sink.asked().getFirst();
    assertThat(event.name()).matches("cart-0\\.falco-[0-9a-f]{16}");
    assertThat(event.regarding())
        .isEqualTo(new ObjectRef("v1", "Pod", "shop", "cart-0", Optional.of(Snapshots.UID)));
    assertThat(event.type()).isEqualTo(EventType.WARNING);
    assertThat(event.reason()).isEqualTo("FalcoResponseTerminated");
    assertThat(event.action()).isEqualTo("Terminate");
    assertThat(event.note()).endsWith("\"Kill shells\" asks for it: deleted");
    assertThat(event.reportingInstance()).isEqualTo(REPLICA);
    assertThat(event.at()).isEqualTo(NOW);
    assertThat(event.series()).isEmpty();
    var owners = sink.asked().getLast();
    assertThat(owners.name()).matches("cart\\.falco-[0-9a-f]{16}");
    assertThat(owners.regarding().kind()).isEqualTo("ReplicaSet");
    assertThat(owners.related()).contains(event.regarding());
    awaitCount(Result.CREATED, 2);
  }

  @Test
  void alertThatEndedBeforeAnyActionIsNotTold() {
    var planned = Settled.response().planned();
    announcer.settled(
        planned.alert().envelope(),
        new Answer.Early(planned.alert().envelope(), new Outcome.Ignored(Reason.NO_POD, "")),
        new Verb.Ack(),
        Duration.ZERO);
    Settled.response()
        .tell(announcer, new Outcome.Duplicate("another's", Stage.OVER), new Verb.Ack());

    announcer.start();
    announcer.close();

    assertThat(sink.asked()).isEmpty();
    assertCounts(0, 0, 0, 0);
  }

  @Test
  void podAndOwnerOfOneNameAreTwoEvents() {
    var owner = new PodSnapshot.Owner("batch/v1", "Job", "cart-0", "uid-of-job");
    announcer.start();

    Settled.response().read(Snapshots.owned(Snapshots.running(), owner)).tell(announcer, ACTED);

    awaitAsked(2);
    assertThat(sink.asked()).extracting(KubernetesEvent::name).doesNotHaveDuplicates();
  }

  @Test
  void anotherReplicaThatTellsTheSameUsesTheSameNames() {
    var other = announcer("cart-1");
    announcer.start();
    other.start();

    Settled.response().owned().tell(announcer, ACTED);
    Settled.response().owned().tell(other, ACTED);

    awaitAsked(4);
    assertThat(sink.asked().stream().map(KubernetesEvent::name).distinct()).hasSize(2);
    awaitCount(Result.CREATED, 2);
    other.close();
    assertThat(other.counts().of(Result.CREATED)).isEqualTo(2);
  }

  @Test
  void repetitionsBecomeOneEventWithTheirNumberAtTheEnd() {
    announcer.start();
    for (var sequence = 1; sequence <= 5; sequence++) {
      Settled.response().sequence(sequence).tell(announcer, REFUSED);
    }
    awaitAsked(1);

    announcer.close();

    assertThat(sink.asked()).hasSize(2);
    var rest = sink.asked().getLast();
    assertThat(rest.series()).contains(new Series(4, NOW));
    assertThat(rest.note())
        .startsWith(
            "4 times from 2026-08-03T12:00:03Z to 2026-08-03T12:00:03Z, the last: Not terminated");
    assertThat(rest.name()).isNotEqualTo(sink.asked().getFirst().name());
    assertCounts(2, 4, 0, 0);
  }

  @Test
  void stormAboutOnePodIsTwoEvents() {
    announcer.start();

    storm(announcer, _ -> Settled.response().owned());
    announcer.close();

    // First and rest, on the pod and on its owner.
    assertThat(sink.asked()).hasSize(4);
    assertThat(sink.asked().stream().mapToInt(AnnouncerTest::times).sum()).isEqualTo(2 * STORM);
    assertCounts(4, 2L * STORM - 2, 0, 0);
  }

  @Test
  void stormAboutManyPodsIsNoMoreThanTheBurst() {
    announcer.start();

    storm(announcer, i -> Settled.response().unread("pod-" + i));
    announcer.close();

    assertThat(sink.asked()).hasSize(Outbox.BURST);
    assertCounts(Outbox.BURST, 0, STORM - Outbox.BURST, 0);
  }

  /** Every alert's thread gets through, although nothing that is told is ever answered. */
  @Test
  void apiServerThatDoesNotAnswerHoldsUpNobody() throws InterruptedException {
    sink.hang();
    var hasty = announcer(REPLICA, Duration.ofMillis(100));
    hasty.start();
    Settled.response().tell(hasty, ACTED);
    sink.awaitAsked();

    storm(hasty, i -> Settled.response().unread("pod-" + i));
    hasty.close();

    assertThat(sink.asked()).hasSize(1);
    assertCounts(hasty, 0, 0, STORM, 1);
  }

  @Test
  void missingPermissionIsSaidOnceAndThenOnlyCounted() {
    sink.failing(FORBIDDEN);
    announcer.start();
    for (var i = 0; i < 5; i++) {
      Settled.response().unread("pod-" + i).tell(announcer, ACTED);
    }
    awaitCount(Result.FAILED, 5);

    assertThat(log.warnings())
        .singleElement()
        .asString()
        .isEqualTo(
            "Kubernetes Events are switched on and not permitted error=\"grant it this rule\"");
  }

  @Test
  void permissionThatIsTakenAwayAgainIsSaidAgain() {
    announcer.start();
    sink.failing(FORBIDDEN);
    Settled.response().unread("pod-1").tell(announcer, ACTED);
    awaitCount(Result.FAILED, 1);
    sink.failing(Optional.empty());
    Settled.response().unread("pod-2").tell(announcer, ACTED);
    awaitCount(Result.CREATED, 1);
    sink.failing(FORBIDDEN);
    Settled.response().unread("pod-3").tell(announcer, ACTED);
    awaitCount(Result.FAILED, 2);

    assertThat(log.warnings()).hasSize(2);
  }

  @Test
  void whatCouldNotBeToldIsToldAtTheEnd() {
    sink.failing(failed(new ClusterFailure.Busy("500", Optional.empty())));
    announcer.start();
    Settled.response().tell(announcer, ACTED);
    awaitCount(Result.FAILED, 1);
    sink.failing(Optional.empty());

    announcer.close();

    assertThat(sink.asked()).hasSize(2);
    assertThat(sink.asked().getLast()).isEqualTo(sink.asked().getFirst());
    assertCounts(1, 0, 0, 1);
    assertThat(log.warnings()).isEmpty();
  }

  @Test
  void longNameOfAReplicaIsCut() {
    try (var long253 = announcer("r".repeat(253))) {
      long253.start();
      Settled.response().tell(long253, ACTED);
      awaitAsked(1);
    }

    assertThat(sink.asked().getFirst().reportingInstance()).isEqualTo("r".repeat(128));
  }

  @Test
  void ownPodIsReadOnceAndTold() {
    cluster.with(Snapshots.in("security"));
    announcer.start();

    announcer.warn("FalcoRulesRefused", "ReloadRules", "rules.yaml:3: no\nsuch key");
    announcer.warn("FalcoRulesRefused", "ReloadRules", "rules.yaml:3: no\nsuch key");
    announcer.warn("FalcoRulesRefused", "ReloadRules", "rules.yaml:4: another");

    awaitAsked(2);
    var event = sink.asked().getFirst();
    assertThat(event.regarding())
        .isEqualTo(new ObjectRef("v1", "Pod", "security", REPLICA, Optional.of(Snapshots.UID)));
    assertThat(event.type()).isEqualTo(EventType.WARNING);
    assertThat(event.reason()).isEqualTo("FalcoRulesRefused");
    assertThat(event.action()).isEqualTo("ReloadRules");
    assertThat(event.note()).isEqualTo("rules.yaml:3: no\\nsuch key");
    awaitCount(Result.CREATED, 2);
    assertThat(cluster.looks()).isEqualTo(1);
    assertThat(announcer.counts().of(Result.AGGREGATED)).isEqualTo(1);
  }

  @Test
  void outsideAClusterThereIsNoOwnPodAndNoneIsLookedForTwice() {
    announcer.start();

    announcer.warn("FalcoRulesRefused", "ReloadRules", "one");
    announcer.warn("FalcoRulesRefused", "ReloadRules", "two");

    awaitCount(Result.DROPPED, 2);
    assertThat(cluster.looks()).isEqualTo(1);
    assertThat(sink.asked()).isEmpty();
    assertThat(log.lines())
        .isNotEmpty()
        .allMatch(line -> line.startsWith("no Kubernetes Event about the own pod"));
  }

  @Test
  void replicaWhoseNameNoPodCanHaveLooksForNone() {
    try (var named = announcer("Laptop_of_somebody")) {
      named.start();
      named.warn("FalcoRulesRefused", "ReloadRules", "one");
    }

    assertThat(cluster.looks()).isZero();
    assertThat(sink.asked()).isEmpty();
  }

  @Test
  void ownPodThatCouldNotBeReadIsLookedForAgain() {
    cluster.failing(new ClusterFailure.Outage("away"));
    announcer.start();
    announcer.warn("FalcoRulesRefused", "ReloadRules", "one");
    awaitCount(Result.FAILED, 1);

    announcer.close();

    // Once more, at the end.
    assertThat(cluster.looks()).isEqualTo(2);
    assertCounts(0, 0, 0, 2);
  }

  @Test
  void announcerThatWasNeverStartedEndsAllTheSame() {
    Settled.response().tell(announcer, ACTED);

    announcer.close();

    assertCounts(0, 0, 1, 0);
  }

  @Test
  void whatIsToldAfterTheEndIsDropped() {
    announcer.start();
    announcer.close();

    Settled.response().tell(announcer, ACTED);

    assertThat(sink.asked()).isEmpty();
    assertCounts(0, 0, 1, 0);
  }

  private Announcer announcer(String replica) {
    return announcer(replica, PATIENCE);
  }

  private Announcer announcer(String replica, Duration lastWords) {
    return new Announcer(
        new AnnounceConfig(true, "security", replica),
        cluster,
        sink,
        Clock.fixed(NOW, ZoneOffset.UTC),
        nanos::get,
        lastWords);
  }

  private static void storm(Announcer announcer, IntFunction<Settled> response) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < STORM; i++) {
        var one = response.apply(i).sequence(i);
        threads.execute(() -> one.tell(announcer, REFUSED));
      }
    }
  }

  private static int times(KubernetesEvent event) {
    return event.series().map(Series::count).orElse(1);
  }

  private static Optional<Creation.Failed> failed(ClusterFailure failure) {
    return Optional.of(new Creation.Failed(failure));
  }

  private void awaitAsked(int events) {
    await().until(() -> sink.asked().size() == events);
  }

  private void awaitCount(Result result, long count) {
    await().until(() -> announcer.counts().of(result) == count);
  }

  private void assertCounts(long created, long aggregated, long dropped, long failed) {
    assertCounts(announcer, created, aggregated, dropped, failed);
  }

  private static void assertCounts(
      Announcer announcer, long created, long aggregated, long dropped, long failed) {
    assertThat(
            Stream.of(Result.CREATED, Result.AGGREGATED, Result.DROPPED, Result.FAILED)
                .map(announcer.counts()::of))
        .containsExactlyElementsOf(
            LongStream.of(created, aggregated, dropped, failed).boxed().toList());
  }
}
