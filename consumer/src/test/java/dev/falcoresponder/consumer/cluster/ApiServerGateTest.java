package dev.falcoresponder.consumer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.broker.Backoff;
import dev.falcoresponder.consumer.cluster.ClusterFailure.Busy;
import dev.falcoresponder.consumer.cluster.ClusterFailure.Outage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiServerGateTest {
  private static final Instant NOW = Instant.parse("2026-08-03T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private volatile Optional<String> trouble = Optional.empty();
  private final AtomicInteger asked = new AtomicInteger();
  private ApiServerGate gate = gate(ApiServerGateTest::soon);

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
    gate = gate(ApiServerGateTest::never);
    trouble = Optional.of("etcd failed");

    assertThat(gate.lookInto("500", Optional.empty())).isInstanceOf(Outage.class);
    assertThat(gate.state()).isEqualTo(new ApiServerGate.State.Closed(NOW, "etcd failed"));
    assertThat(gate.awaitOpen(Duration.ofMillis(1))).isFalse();
    assertThat(gate.closings()).isEqualTo(1);
  }

  @Test
  void failureSaysWhatBecameOfTheQuestionUnlessItIsTheSame() {
    gate = gate(ApiServerGateTest::never);
    trouble = Optional.of("no answer: ConnectException");
    assertThat(gate.lookInto("no answer: ConnectException", Optional.empty()))
        .isEqualTo(new Outage("no answer: ConnectException"));

    gate = gate(ApiServerGateTest::never);
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
    gate = gate(ApiServerGateTest::never);
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
  void gateThatOpenedClosesAgainAndStartsWithTheFirstPause() {
    var started = new AtomicInteger();
    gate =
        gate(() -> {
          started.incrementAndGet();
          return soon();
        });
    for (int round = 1; round <= 3; round++) {
      trouble = Optional.of("away");
      gate.lookInto("no answer", Optional.empty());
      trouble = Optional.empty();
      assertThat(gate.awaitOpen(PATIENCE)).isTrue();
      assertThat(gate.closings()).isEqualTo(round);
      assertThat(started).hasValue(round);
    }
  }

  @Test
  void questionThatCannotBeAskedCountsAsTrouble() {
    gate =
        new ApiServerGate(
            () -> {
              throw new IllegalStateException("no login");
            },
            ApiServerGateTest::never,
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
            ApiServerGateTest::soon,
            Clock.systemUTC());

    assertThat(gate.lookInto("500", Optional.empty())).isInstanceOf(Outage.class);
    assertThat(gate.awaitOpen(PATIENCE)).isTrue();
  }

  @Test
  void nobodyWaitsAtAGateThatWasGivenUp() {
    gate = gate(ApiServerGateTest::never);
    trouble = Optional.of("away");
    gate.lookInto("no answer", Optional.empty());

    gate.close();

    assertThat(gate.lookInto("no answer", Optional.empty())).isInstanceOf(Outage.class);
    assertThat(gate.isOpen()).isFalse();
  }

  private ApiServerGate gate(Supplier<Backoff> pauses) {
    Supplier<Optional<String>> probe =
        () -> {
          asked.incrementAndGet();
          return trouble;
        };
    return new ApiServerGate(probe, pauses, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Backoff soon() {
    return new Backoff(Duration.ofMillis(20), Duration.ofMillis(40));
  }

  private static Backoff never() {
    return new Backoff(Duration.ofHours(1), Duration.ofHours(1));
  }
}
