package dev.falcoresponder.consumer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.cluster.NodePods.NodeAnswer;
import dev.falcoresponder.model.PodRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RememberedNodePodsTest {
  private final AtomicLong time = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final NodePods nodes = new RememberedNodePods(this::list, time::get);

  /** A list that tells the number of the question by the uid of its pod. */
  private NodeAnswer list(String node) {
    return new NodeAnswer.Listed(List.of(pod("uid-" + asked.incrementAndGet(), 1)));
  }

  private static NodePod pod(String uid, int containers) {
    var ids =
        IntStream.range(0, containers)
            .mapToObj(i -> "%064x".formatted(i))
            .collect(Collectors.toSet());
    return new NodePod(new PodRef("shop", "cart-0"), uid, ids);
  }

  private void after(Duration wait) {
    time.addAndGet(wait.toNanos());
  }

  @Test
  void nodeIsAskedAboutOnceInFiveSeconds() {
    var first = nodes.lately("a");
    after(Duration.ofMillis(4_900));

    assertThat(nodes.lately("a")).isEqualTo(first);
    after(Duration.ofMillis(200));
    assertThat(nodes.lately("a")).isNotEqualTo(first);
    assertThat(asked).hasValue(2);
  }

  @Test
  void whoWantsToKnowNowGetsWhatIsASecondOldAtMost() {
    var first = nodes.lately("a");
    after(Duration.ofMillis(900));
    assertThat(nodes.now("a")).isEqualTo(first);

    after(Duration.ofMillis(200));
    var second = nodes.now("a");

    assertThat(second).isNotEqualTo(first);
    assertThat(nodes.lately("a")).isEqualTo(second);
  }

  @Test
  void nodesAreRememberedEachForItself() {
    var one = nodes.lately("a");

    assertThat(nodes.lately("b")).isNotEqualTo(one);
    assertThat(nodes.lately("a")).isEqualTo(one);
  }

  @Test
  void ageCountsFromTheQuestionAndNotFromTheAnswer() {
    var slow =
        new RememberedNodePods(
            node -> {
              after(Duration.ofSeconds(3));
              return list(node);
            },
            time::get);
    slow.lately("a");

    slow.now("a");

    assertThat(asked).hasValue(2);
  }

  @Test
  void failureIsNotRemembered() {
    var failing =
        new RememberedNodePods(
            node ->
                asked.get() == 0
                    ? failed(asked.incrementAndGet())
                    : new NodeAnswer.Listed(List.of()),
            time::get);

    assertThat(failing.lately("a")).isInstanceOf(NodeAnswer.Failed.class);
    assertThat(failing.lately("a")).isEqualTo(new NodeAnswer.Listed(List.of()));
  }

  @Test
  void manyWhoAskAtOnceAreOneQuestion() throws Exception {
    var arrived = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var shared =
        new RememberedNodePods(
            node -> {
              arrived.countDown();
              awaitUninterrupted(go);
              return list(node);
            },
            time::get);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit((Callable<NodeAnswer>) () -> shared.lately("a"));
      arrived.await();
      var waiting = new AtomicInteger();
      var others =
          IntStream.range(0, 50)
              .mapToObj(_ ->
                  threads.submit(
                      (Callable<NodeAnswer>)
                          () -> {
                            waiting.incrementAndGet();
                            return shared.now("a");
                          }))
              .toList();
      await().until(() -> waiting.get() == 50);
      go.countDown();

      for (var other : others) {
        assertThat(other.get()).isEqualTo(first.get());
      }
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void interruptedAskerSpoilsNothingForTheOthers() throws Exception {
    var arrived = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var shared =
        new RememberedNodePods(
            node -> {
              arrived.countDown();
              awaitUninterrupted(go);
              return list(node);
            },
            time::get);
    var interrupted = Thread.ofVirtual().start(() -> shared.lately("a"));
    arrived.await();
    interrupted.interrupt();
    go.countDown();

    assertThat(shared.lately("a")).isInstanceOf(NodeAnswer.Listed.class);
    interrupted.join();
    assertThat(asked).hasValue(1);
  }

  @Test
  void defectIsToldToWhoeverAskedAndTheNextAsksAnew() {
    var broken =
        new RememberedNodePods(
            node -> {
              if (asked.get() == 0) {
                asked.incrementAndGet();
                throw new IllegalStateException("a defect");
              }
              return list(node);
            },
            time::get);

    assertThat(broken.lately("a"))
        .isEqualTo(
            new NodeAnswer.Failed(
                new ClusterFailure.Busy(
                    "listing the node's pods failed: IllegalStateException: a defect",
                    Optional.empty())));
    assertThat(broken.lately("a")).isInstanceOf(NodeAnswer.Listed.class);
  }

  @Test
  void memoryIsBoundedHoweverManyNodesThereAre() {
    var large =
        new RememberedNodePods(
            _ -> {
              asked.incrementAndGet();
              return new NodeAnswer.Listed(List.of(pod("u", 1_998)));
            },
            time::get);
    IntStream.range(0, 100).forEach(i -> large.lately("node-" + i));

    var before = asked.get();
    IntStream.range(0, 100).forEach(i -> large.lately("node-" + i));

    // Each list weighs 2,000 of 20,000, so no more than ten of a hundred can have been remembered.
    assertThat(asked.get() - before).isGreaterThanOrEqualTo(90);
  }

  private static NodeAnswer failed(int number) {
    return new NodeAnswer.Failed(new ClusterFailure.Busy("failure " + number, Optional.empty()));
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the asker's interrupt has reached the question", e);
    }
  }
}
