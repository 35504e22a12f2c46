package dev.falcoresponder.consumer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.NatsVersion;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that print much, where nobody can read on: what is left is not asked for. */
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class LostOutputIT {
  private static final int STORED = 250;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private OwnBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker = OwnBroker.start(NatsVersion.NEWEST);
  }

  @AfterEach
  void stop() throws Exception {
    broker.close();
  }

  private void store(String stream, String subject) throws Exception {
    broker.addStream(stream, subject);
    for (var i = 0; i < STORED; i++) {
      broker.connection().publish(subject.replace(">", "notice.shell"), "{}".getBytes(UTF_8));
    }
    broker.connection().flush(PATIENCE);
    await().atMost(PATIENCE).until(() -> broker.messages(stream) == STORED);
  }

  @ParameterizedTest
  @CsvSource({
    "explain --from 1 --each, FALCO, falco.>",
    "explain --from 1 -o json, FALCO, falco.>",
    "outcomes, FALCO_RESPONDER_OUTCOMES, falco-responder.outcome.>",
    "outcomes -o json, FALCO_RESPONDER_OUTCOMES, falco-responder.outcome.>",
    "dead-letters list, FALCO_RESPONDER_DEAD_LETTERS, falco-responder.dead-letter.>",
    "dead-letters list -o json, FALCO_RESPONDER_DEAD_LETTERS, falco-responder.dead-letter.>",
  })
  void readsNoFurtherThanItIsHeard(String command, String stream, String subject) throws Exception {
    store(stream, subject);
    var requests = new AtomicInteger();
    var overheard = broker.connection().createDispatcher(_ -> requests.incrementAndGet());
    overheard.subscribe("$JS.API.STREAM.MSG.GET." + stream);
    broker.connection().flush(PATIENCE);

    assertThat(Typed.onFullDisk(broker.server(), command.split(" ", -1)))
        .isEqualTo(new Typed(ExitCode.PROBLEM, "", Typed.LOST_OUTPUT));

    broker.connection().flush(PATIENCE);
    assertThat(overheard.drain(PATIENCE).get()).isTrue();
    assertThat(requests.get()).isPositive().isLessThan(STORED);
  }

  @Test
  void letterThatCannotBeWrittenIsAProblem() throws Exception {
    store(Subjects.DEAD_LETTERS_STREAM, Subjects.DEAD_LETTERS);

    assertThat(Typed.onFullDisk(broker.server(), "dead-letters", "show", "17", "-o", "json"))
        .isEqualTo(new Typed(ExitCode.PROBLEM, "", Typed.LOST_OUTPUT));
  }

  @Test
  void replayIsDoneWhoeverListens() throws Exception {
    store("FALCO", "falco.>");

    assertThat(Typed.onFullDisk(broker.server(), "replay", "--from", "1", "-o", "json"))
        .isEqualTo(new Typed(ExitCode.PROBLEM, "", Typed.LOST_OUTPUT));
    assertThat(broker.messages("FALCO")).isEqualTo(2 * STORED);
  }
}
