package dev.falcoresponder.consumer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.cluster.ClusterFailure.Busy;
import dev.falcoresponder.consumer.cluster.ClusterFailure.Outage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiServerGateTest {
  private static final Instant NOW = Instant.parse("2026-08-03T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final ProbeSchedule SOON =
      new ProbeSchedule(Duration.ofMillis(20), Duration.ofMillis(40), new Random(1));
  private static final ProbeSchedule NEVER =
      new ProbeSchedule(Duration.ofHours(1), Duration.ofHours(1), new Random(1));

  private volatile Optional<String> trouble = Optional.empty();
  private final AtomicInteger asked = new AtomicInteger();
  private ApiServerGate gate = gate(SOON);

  @AfterEach
  void close() {
    gate.close();
  }

  @Test
  void startsOpen() {
    assertThat(gate.isOpen()).isTrue();
    assertThat(gate.awaitOpen(Duration.ZERO)).isTrue();
    assertThat(gate.state()).isEqualTo(new ApiServerGate.State.Open());
    assertThat(asked).hasValue(0);
  }

  @Test
  void failureWhileTheServerIsWellIsTheRequestsOwn() {
    var hint = Optional.of(Duration.ofSeconds(2));

    assertThat(gate.lookInto("500", hint)).isEqualTo(new Busy("500", hint));
    assertThat(gate.isOpen()).isTrue();
  }

  @Test
  void failureWhileTheServerIsNotWellClosesTheGate() {
    gate = gate(NEVER);
    trouble = Optional.of("etcd failed");

    assertThat(gate.lookInto("500", Optional.empty())).isInstanceOf(Outage.class);
    assertThat(gate.state()).isEqualTo(new ApiServerGate.State.Closed(NOW, "etcd failed"));
    assertThat(gate.awaitOpen(Duration.ofMillis(1))).isFalse();
    assertThat(gate.closings()).isEqualTo(1);
  }

  @Test
  void failureSaysWhatBecameOfTheQuestionUnlessItIsTheSame() {
    gate = gate(NEVER);
    trouble = Optional.of("no answer: ConnectException");
    assertThat(gate.lookInto("no answer: ConnectException", Optional.empty()))
        .isEqualTo(new Outage("no answer: ConnectException"));

    gate = gate(NEVER);
    trouble = Optional.of("etcd failed");
    assertThat(gate.lookInto("500", Optional.empty()))
        .isEqualTo(new Outage("500; asked how it is: etcd failed"));
  }

  @Test
  void closedGateTellsWhatIsWrongNowAndSinceWhenItIsClosed() {
    trouble = Optional.of("no answer");
    gate.lookInto("500", Optional.empty());

    trouble = Optional.of("does not know our account (401)");

    await()
        .atMost(PATIENCE)
        .until(() -> gate.state().equals(new ApiServerGate.State.Closed(NOW, trouble.get())));
    assertThat(gate.closings()).isEqualTo(1);
  }

  @Test
  void closedGateKnowsWithoutAsking() {
    gate = gate(NEVER);
    trouble = Optional.of("etcd failed");
    gate.lookInto("500", Optional.empty());

    assertThat(gate.lookInto("503", Optional.empty())).isEqualTo(new Outage("etcd failed"));
    assertThat(asked).hasValue(1);
  }

  @Test
  void gateAsksOnUntilAllIsWellAndWakesWhoWaits() {
    trouble = Optional.of("away");
    gate.lookInto("no answer", Optional.empty());
    var waiting =
        CompletableFuture.supplyAsync(() -> gate.awaitOpen(PATIENCE), Thread::startVirtualThread);
    await().until(() -> asked.get() >= 3);
    assertThat(gate.isOpen()).isFalse();

    trouble = Optional.empty();

    assertThat(waiting.join()).isTrue();
    assertThat(gate.state()).isEqualTo(new ApiServerGate.State.Open());
  }

  @Test
  void gateThatOpenedClosesAgain() {
    for (int round = 1; round <= 3; round++) {
      trouble = Optional.of("away");
      gate.lookInto("no answer", Optional.empty());
      trouble = Optional.empty();
      assertThat(gate.awaitOpen(PATIENCE)).isTrue();
      assertThat(gate.closings()).isEqualTo(round);
    }
  }

  @Test
  void questionThatCannotBeAskedCountsAsTrouble() {
    gate =
        new ApiServerGate(
            () -> {
              throw new IllegalStateException("no login");
            },
            NEVER,
            Clock.systemUTC());

    assertThat(gate.lookInto("500", Optional.empty()))
        .isEqualTo(
            new Outage("500; asked how it is: the probe failed: IllegalStateException: no login"));
    assertThat(gate.isOpen()).isFalse();
  }

  @Test
  void errorInTheQuestionClosesTheGateOnlyUntilTheNext() {
    gate =
        new ApiServerGate(
            () -> {
              if (asked.getAndIncrement() == 0) {
                throw new StackOverflowError();
              }
              return Optional.empty();
            },
            SOON,
            Clock.systemUTC());

    assertThat(gate.lookInto("500", Optional.empty())).isInstanceOf(Outage.class);
    assertThat(gate.awaitOpen(PATIENCE)).isTrue();
  }

  @Test
  void nobodyWaitsAtAGateThatWasGivenUp() {
    gate = gate(NEVER);
    trouble = Optional.of("away");
    gate.lookInto("no answer", Optional.empty());

    gate.close();

    assertThat(gate.lookInto("no answer", Optional.empty())).isInstanceOf(Outage.class);
    assertThat(gate.isOpen()).isFalse();
  }

  @Test
  void pausesGrowToTheLongestWithJitter() {
    var schedule = new ProbeSchedule(Duration.ofSeconds(1), Duration.ofSeconds(30), new Random(1));

    assertThat(schedule.pause(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    assertThat(schedule.pause(3)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
    assertThat(schedule.pause(5)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    assertThat(schedule.pause(Integer.MAX_VALUE))
        .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
  }

  private ApiServerGate gate(ProbeSchedule schedule) {
    Supplier<Optional<String>> probe =
        () -> {
          asked.incrementAndGet();
          return trouble;
        };
    return new ApiServerGate(probe, schedule, Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
