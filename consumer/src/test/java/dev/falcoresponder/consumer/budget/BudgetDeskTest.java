package dev.falcoresponder.consumer.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.fixtures.TestClock;
import dev.falcoresponder.consumer.fixtures.WatchedBudgetStore;
import java.lang.Thread.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BudgetDeskTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Spending GRANTED = new Spending.Granted();

  private final TestClock clock = new TestClock(NOON);
  private final InProcessBudgetStore memory = new InProcessBudgetStore(clock);
  private final WatchedBudgetStore store = new WatchedBudgetStore(memory);

  private BudgetDesk desk(int cluster, int namespace, int owner) {
    return desk(store, cluster, namespace, owner);
  }

  private static BudgetDesk desk(BudgetStore store, int cluster, int namespace, int owner) {
    return new BudgetDesk(
        store, new BudgetConfig(WINDOW, cluster, namespace, owner), new Random(1));
  }

  private static SpendRequest pod(int number) {
    return pod(number, "shop", "owner");
  }

  private static SpendRequest pod(int number, String namespace, String owner) {
    return new SpendRequest("FALCO." + number, namespace, Optional.of(owner), false);
  }

  @Test
  void asManyAsTheLimitAreGrantedAndNoMore() {
    var desk = desk(3, 0, 0);

    assertThat(IntStream.range(0, 3).mapToObj(number -> desk.spend(pod(number))))
        .containsOnly(GRANTED);
    assertThat(desk.spend(pod(3)))
        .isEqualTo(
            new Spending.Over(
                List.of(new Use(Scope.CLUSTER, 3, 3, WINDOW, Optional.of(NOON.plus(WINDOW))))));
    assertThat(desk.spent()).isEqualTo(3);
    assertThat(desk.limit()).isEqualTo(3);
  }

  @Test
  void everyScopeHasALimitOfItsOwnAndAllAreReported() {
    var desk = desk(10, 3, 2);
    desk.spend(pod(1, "shop", "web"));
    clock.pass(Duration.ofMinutes(1));
    desk.spend(pod(2, "shop", "web"));

    assertThat(desk.spend(pod(3, "shop", "web")))
        .isEqualTo(
            new Spending.Over(
                List.of(
                    new Use(Scope.CLUSTER, 2, 10, WINDOW, Optional.empty()),
                    new Use(Scope.NAMESPACE, 2, 3, WINDOW, Optional.empty()),
                    new Use(Scope.OWNER, 2, 2, WINDOW, Optional.of(NOON.plus(WINDOW))))));
    assertThat(desk.spend(pod(4, "shop", "db"))).isEqualTo(GRANTED);
    assertThat(desk.spend(pod(5, "shop", "cache"))).isInstanceOf(Spending.Over.class);
    assertThat(desk.spend(pod(6, "bank", "cache"))).isEqualTo(GRANTED);
  }

  @Test
  void podOnItsOwnHasNoOwnerToCount() {
    var desk = desk(10, 0, 1);

    for (int number = 0; number < 3; number++) {
      assertThat(desk.spend(new SpendRequest("FALCO." + number, "shop", Optional.empty(), false)))
          .isEqualTo(GRANTED);
    }
  }

  @Test
  void windowSlides() {
    var desk = desk(2, 0, 0);
    desk.spend(pod(1));
    clock.pass(Duration.ofMinutes(4));
    desk.spend(pod(2));
    clock.pass(Duration.ofMinutes(6).minusMillis(1));

    assertThat(desk.spend(pod(3))).isInstanceOf(Spending.Over.class);
    clock.pass(Duration.ofMillis(1));
    assertThat(desk.spend(pod(3))).isEqualTo(GRANTED);
    assertThat(desk.spend(pod(4)))
        .isInstanceOfSatisfying(
            Spending.Over.class,
            over ->
                assertThat(over.uses().getFirst().freeAt()).contains(NOON.plusSeconds(14 * 60)));
    assertThat(((BudgetStore.Lookup.Found) memory.read()).spends())
        .as("what is too old is not kept")
        .hasSize(2);
  }

  @Test
  void redeliveredAlertSpendsNothing() {
    var desk = desk(1, 0, 0);
    assertThat(desk.spend(pod(1))).isEqualTo(GRANTED);

    assertThat(desk.spend(pod(1))).isEqualTo(GRANTED);
    assertThat(desk(1, 0, 0).spend(pod(1))).as("on another replica").isEqualTo(GRANTED);
    assertThat(desk.spend(pod(2))).isInstanceOf(Spending.Over.class);
  }

  @Test
  void onceKnownADeletionCostsOneRoundTrip() {
    var desk = desk(100, 10, 5);
    desk.spend(pod(0));
    assertThat(store.reads()).isEqualTo(1);

    desk.spend(pod(1));
    desk.spend(pod(2));
    desk.spend(pod(2));

    assertThat(store.reads()).isEqualTo(1);
    assertThat(store.writes()).isEqualTo(3);
  }

  @Test
  void withoutALimitNothingIsAsked() {
    var desk = desk(0, 0, 0);

    assertThat(desk.spend(pod(1))).isEqualTo(GRANTED);
    assertThat(desk.look(pod(1))).isEqualTo(new Standing.Uses(List.of()));
    assertThat(store.reads() + store.writes()).isZero();
  }

  @Test
  void whatAPersonApprovedIsGrantedBeyondTheLimitAndCounts() {
    var desk = desk(1, 0, 0);
    desk.spend(pod(1));
    clock.pass(Duration.ofMinutes(5));

    assertThat(desk.spend(pod(2).approve())).isEqualTo(GRANTED);

    assertThat(desk.spend(pod(3)))
        .isEqualTo(
            new Spending.Over(
                List.of(
                    new Use(Scope.CLUSTER, 2, 1, WINDOW, Optional.of(NOON.plusSeconds(15 * 60))))));
    clock.pass(Duration.ofMinutes(5));
    assertThat(desk.spend(pod(4)))
        .as("the approved one still counts")
        .isInstanceOf(Spending.Over.class);
  }

  @Test
  void approvalsWithoutEndLeaveTheValueBounded() {
    var desk = desk(BudgetConfig.MOST, 0, 0);
    for (int number = 0; number < BudgetConfig.MOST + 50; number++) {
      assertThat(desk.spend(pod(number).approve())).isEqualTo(GRANTED);
    }

    assertThat(((BudgetStore.Lookup.Found) memory.read()).spends()).hasSize(BudgetConfig.MOST);
    assertThat(desk.spend(pod(-1))).isInstanceOf(Spending.Over.class);
  }

  @Test
  void otherReplicasSpendingsAreSeen() {
    var one = desk(3, 0, 0);
    var other = desk(3, 0, 0);
    one.spend(pod(1));
    other.spend(pod(2));

    assertThat(one.spend(pod(3))).isEqualTo(GRANTED);
    assertThat(other.spend(pod(4))).isInstanceOf(Spending.Over.class);
    assertThat(one.spend(pod(5))).isInstanceOf(Spending.Over.class);
  }

  /** Nothing is held on the strength of what was true a while ago. */
  @Test
  void clearedBudgetIsFreeAtOnce() {
    var desk = desk(1, 0, 0);
    desk.spend(pod(1));
    assertThat(desk.spend(pod(2))).isInstanceOf(Spending.Over.class);

    var revision = ((BudgetStore.Lookup.Found) memory.read()).revision();
    memory.write(List.of(), revision);

    assertThat(desk.spend(pod(2))).isEqualTo(GRANTED);
  }

  @Test
  void lookingCountsNothing() {
    var desk = desk(2, 0, 0);
    desk.spend(pod(1));

    assertThat(desk.look(pod(2)))
        .isEqualTo(
            new Standing.Uses(List.of(new Use(Scope.CLUSTER, 1, 2, WINDOW, Optional.empty()))));
    assertThat(desk.spend(pod(3))).isEqualTo(GRANTED);
    store.reachable(false);
    assertThat(desk.look(pod(2))).isEqualTo(new Standing.Unknown("the budget is away"));
  }

  @Test
  void storeThatIsAwayGrantsNothing() {
    var desk = desk(5, 0, 0);
    store.reachable(false);
    assertThat(desk.spend(pod(1))).isEqualTo(new Spending.Unknown("the budget is away"));

    store.reachable(true);
    assertThat(desk.spend(pod(1))).isEqualTo(GRANTED);
    store.reachable(false);
    assertThat(desk.spend(pod(2))).isInstanceOf(Spending.Unknown.class);
  }

  @Test
  void spendingThatWasStoredUnconfirmedCountsOnce() {
    var desk = desk(2, 0, 0);
    store.mute(true);
    assertThat(desk.spend(pod(1))).isInstanceOf(Spending.Unknown.class);
    store.mute(false);

    assertThat(desk.spend(pod(1))).isEqualTo(GRANTED);
    assertThat(desk.spend(pod(2))).isEqualTo(GRANTED);
    assertThat(desk.spend(pod(3))).isInstanceOf(Spending.Over.class);
  }

  @Test
  void valueThatAlwaysChangesEndsInNotNow() {
    var desk = desk(1_000, 0, 0);
    var others = new AtomicInteger(1_000);
    store.beforeWrite(() -> desk(memory, 2_000, 0, 0).spend(pod(others.incrementAndGet())));

    assertThat(desk.spend(pod(1)))
        .isInstanceOfSatisfying(
            Spending.Unknown.class,
            unknown -> assertThat(unknown.why()).contains("changed under our hands"));

    store.beforeWrite(() -> {});
    assertThat(desk.spend(pod(1))).isEqualTo(GRANTED);
  }

  @Test
  void whatIsAskedDuringAWriteIsDecidedByTheNextOne() throws Exception {
    var desk = desk(50, 0, 0);
    var first = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    store.beforeWrite(() -> {
      first.countDown();
      await(go);
    });
    var answers = new ConcurrentLinkedQueue<Spending>();
    var ahead = Thread.startVirtualThread(() -> answers.add(desk.spend(pod(0))));
    first.await();
    var others =
        IntStream.rangeClosed(1, 99)
            .mapToObj(
                number -> Thread.startVirtualThread(() -> answers.add(desk.spend(pod(number)))))
            .toList();
    Awaitility.await()
        .until(() -> others.stream().allMatch(other -> other.getState() == State.WAITING));
    go.countDown();

    ahead.join();
    for (var other : others) {
      other.join();
    }
    assertThat(answers).hasSize(100).filteredOn(GRANTED::equals).hasSize(50);
    assertThat(store.writes()).isEqualTo(2);
  }

  @Test
  void tenReplicasAtOnceLetExactlyTheLimitThrough() throws Exception {
    var desks = IntStream.range(0, 10).mapToObj(_ -> desk(20, 0, 0)).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<Spending>>();
      for (int number = 0; number < 200; number++) {
        var request = pod(number);
        var desk = desks.get(number % desks.size());
        calls.add(() -> untilKnown(desk, request));
      }
      var answers = new ArrayList<Spending>();
      for (var future : threads.invokeAll(calls)) {
        answers.add(future.get());
      }

      assertThat(answers).filteredOn(GRANTED::equals).hasSize(20);
      assertThat(((BudgetStore.Lookup.Found) memory.read()).spends()).hasSize(20);
    }
  }

  /** As the pipeline does with "not now". */
  private static Spending untilKnown(BudgetDesk desk, SpendRequest request) {
    for (int attempt = 0; attempt < 50; attempt++) {
      var answer = desk.spend(request);
      if (!(answer instanceof Spending.Unknown)) {
        return answer;
      }
    }
    throw new AssertionError("never decided");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
