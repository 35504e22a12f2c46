package dev.falcoresponder.consumer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class SingleFlightTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  /** An answer tells which question it was, by number. */
  private String answer(String question) {
    return question + " " + asked.incrementAndGet();
  }

  private String slowAnswer(String question) {
    arrived.countDown();
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the asker's interrupt has reached the question", e);
    }
    return answer(question);
  }

  private static SingleFlight<String, String> flight(Function<String, String> source) {
    return new SingleFlight<>("test-question", source, e -> "failed: " + e.getMessage());
  }

  @Test
  void whoAsksMeanwhileGetsTheSameAnswer() throws InterruptedException {
    var flight = flight(this::slowAnswer);
    var answers = IntStream.range(0, 50).mapToObj(_ -> new CompletableFuture<String>()).toList();
    var askers =
        answers.stream()
            .map(answer -> Thread.ofVirtual().start(() -> answer.complete(flight.ask("a"))))
            .toList();
    arrived.await();
    await().until(() -> askers.stream().allMatch(SingleFlightTest::waits));

    go.countDown();

    assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo("a 1"));
  }

  @Test
  void anotherQuestionDoesNotWait() throws InterruptedException {
    var flight =
        flight(question -> question.equals("slow") ? slowAnswer(question) : answer(question));
    var slow = CompletableFuture.supplyAsync(() -> flight.ask("slow"), Thread::startVirtualThread);
    arrived.await();

    assertThat(flight.ask("quick")).isEqualTo("quick 1");

    go.countDown();
    assertThat(slow.join()).isEqualTo("slow 2");
  }

  @Test
  void whoComesAfterTheAnswerAsksAnew() {
    var flight = flight(this::answer);

    assertThat(flight.ask("a")).isEqualTo("a 1");
    assertThat(flight.ask("a")).isEqualTo("a 2");
  }

  static List<Throwable> whateverIsThrownIsAnsweredLoggedAndAskedAnew() {
    return List.of(
        new IllegalStateException("a defect"),
        new StackOverflowError("too deep"),
        new NoClassDefFoundError("not there"));
  }

  @MethodSource
  @ParameterizedTest
  void whateverIsThrownIsAnsweredLoggedAndAskedAnew(Throwable thrown) {
    var flight = flight(question -> asked.get() == 0 ? thrown(thrown) : answer(question));
    var logger = (Logger) LoggerFactory.getLogger(SingleFlight.class);
    var logged = new ListAppender<ILoggingEvent>();
    logged.start();
    logger.addAppender(logged);

    try {
      assertThat(flight.ask("a")).isEqualTo("failed: " + thrown.getMessage());
      assertThat(flight.ask("a")).isEqualTo("a 2");
    } finally {
      logger.detachAppender(logged);
    }

    assertThat(logged.list)
        .singleElement()
        .satisfies(event ->
            assertThat(event.getThrowableProxy().getClassName())
                .isEqualTo(thrown.getClass().getName()));
  }

  @Test
  void nobodyWaitsWhereEvenTheFailureFails() {
    var flight =
        new SingleFlight<String, String>(
            "test-question",
            question ->
                asked.get() == 0 ? thrown(new IllegalStateException("first")) : answer(question),
            _ -> {
              throw new IllegalStateException("second");
            });

    assertThatThrownBy(() -> flight.ask("a")).isInstanceOf(CancellationException.class);
    assertThat(flight.ask("a")).isEqualTo("a 2");
  }

  @Test
  void interruptedAskerWaitsOnAndSpoilsNothing() throws InterruptedException {
    var flight = flight(this::slowAnswer);
    var interrupted = new CompletableFuture<String>();
    var asker =
        Thread.ofVirtual()
            .start(() -> {
              var answer = flight.ask("a");
              interrupted.complete(answer + " " + Thread.currentThread().isInterrupted());
            });
    arrived.await();
    asker.interrupt();
    var other = new CompletableFuture<String>();
    var otherAsker = Thread.ofVirtual().start(() -> other.complete(flight.ask("a")));
    await().until(() -> waits(otherAsker));

    go.countDown();

    assertThat(interrupted.join()).isEqualTo("a 1 true");
    assertThat(other.join()).isEqualTo("a 1");
  }

  private String thrown(Throwable thrown) {
    asked.incrementAndGet();
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }

  private static boolean waits(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
  }
}
