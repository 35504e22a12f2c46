package dev.falcoresponder.consumer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.falcoresponder.consumer.broker.MissedStream;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.consumer.ledger.JetStreamLedger;
import dev.falcoresponder.consumer.ledger.Ledger.Entry;
import dev.falcoresponder.model.DeadLetter;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.NatsVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dead letters of every reason, as a person looks at them. */
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class DeadLettersIT {
  private static final byte[] PAYLOAD = {'{', (byte) 0xff, 0x1b, '[', '2', 'J', '}'};

  private OwnBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker = OwnBroker.start(NatsVersion.NEWEST);
  }

  @AfterEach
  void stop() throws Exception {
    broker.close();
  }

  @Test
  void lettersOfEveryReasonAreListedAndShown() throws Exception {
    keepOneOfEach();

    var list = list();
    assertThat(list.code()).isZero();
    assertThat(list.err()).isEmpty();
    assertThat(list.out().lines().findFirst())
        .hasValueSatisfying(head ->
            assertThat(head.split(" +", -1))
                .containsExactly("SEQ", "STORED", "REASON", "POD", "ALERT", "ERROR"));
    assertThat(list.out().lines().skip(1).map(line -> line.split(" +", -1)[2]))
        .containsExactly(reasons());
    var sequence = 0;
    for (var reason : DeadLetterReason.values()) {
      sequence++;
      assertThat(show(sequence).out())
          .contains("REASON", reason.name(), "shop/web", "falco.x", "FALCO #42", "replica-a");
    }
  }

  @Test
  void whatIsInALetterCannotWriteToTheTerminal() throws Exception {
    keepOneOfEach();

    assertThat(list().out()).contains("\\u001b[2J").doesNotContain("\u001b");
    assertThat(show(1).out()).contains("\\u001b[2J").doesNotContain("\u001b");
  }

  @Test
  void jsonIsAnObjectALineAndTheWholeLetterWithTheBytes() throws Exception {
    keepOneOfEach();

    var letters = list("--output", "json").objects();
    assertThat(letters).extracting(letter -> text(letter, "reason")).containsExactly(reasons());
    assertThat(letters).allMatch(letter -> !letter.has("payload"));
    assertThat(letters).allMatch(letter -> letter.get("payloadBytes").getAsInt() == PAYLOAD.length);
    var whole = show(2, "--output", "json").objects().getFirst();
    assertThat(Base64.getDecoder().decode(text(whole, "payload"))).isEqualTo(PAYLOAD);
    assertThat(text(whole, "alertPublishedAt")).isEqualTo("2026-08-03T12:00:00Z");
    assertThat(text(whole, "alertFirstStoredAt")).isEqualTo("2026-08-03T11:00:00Z");
    assertThat(text(whole, "error")).isEqualTo("what went wrong \u001b[2J");
  }

  @Test
  void listIsNarrowedByReasonAndSequence() throws Exception {
    keepOneOfEach();

    assertThat(list("-o", "json", "--reason", "forbidden").objects())
        .extracting(letter -> text(letter, "reason"))
        .containsExactly("FORBIDDEN");
    assertThat(list("-o", "json", "--from", "5").objects())
        .extracting(letter -> letter.get("sequence").getAsInt())
        .containsExactly(5, 6);
  }

  @Test
  void messageThatIsNoLetterIsListedAllTheSame() throws Exception {
    createStream();
    broker.publish("falco-responder.dead-letter.held", "by hand".getBytes(UTF_8));

    assertThat(list().out()).contains("unreadable");
    assertThat(show(1).out()).contains("UNREADABLE", "by hand");
    assertThat(list("-o", "json").objects()).singleElement().matches(one -> one.has("unreadable"));
  }

  @Test
  void emptyStreamHasNoLetters() throws Exception {
    createStream();

    assertThat(list()).isEqualTo(new Typed(ExitCode.FINE, "no dead letters\n", ""));
    assertThat(list("--reason", "held").out()).isEqualTo("no dead letters with reason HELD\n");
    assertThat(list("-o", "json")).isEqualTo(new Typed(ExitCode.FINE, "", ""));
  }

  @Test
  void sequenceWithoutLetterIsASentence() throws Exception {
    createStream();

    assertThat(show(99))
        .isEqualTo(
            new Typed(
                ExitCode.PROBLEM,
                "",
                "falco-responder: no dead letter has sequence 99; dead-letters list shows those "
                    + "there are\n"));
  }

  @Test
  void brokerWithoutTheStreamIsASentence() {
    assertThat(list().code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(list().problems())
        .singleElement()
        .asString()
        .startsWith("falco-responder: ")
        .contains(Subjects.DEAD_LETTERS_STREAM);
  }

  @Test
  void brokerThatIsAwayIsASentence() {
    broker.server().kill();

    var list = list();

    assertThat(list.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(list.problems())
        .singleElement()
        .asString()
        .startsWith("falco-responder: cannot connect to NATS at ");
    assertThat(list.out()).isEmpty();
  }

  private void keepOneOfEach() throws Exception {
    createStream();
    var ledger =
        new JetStreamLedger(broker::connection, Duration.ofSeconds(5), MissedStream.UNWATCHED);
    for (var reason : DeadLetterReason.values()) {
      var letter =
          new DeadLetter(
              reason,
              "falco.x",
              "FALCO",
              42,
              Instant.parse("2026-08-03T12:00:00Z"),
              Instant.parse("2026-08-03T11:00:00Z"),
              11,
              10,
              "what went wrong \u001b[2J",
              "replica-a",
              Optional.of("Shell"),
              Optional.of("kubernetes:terminate"),
              Optional.of("shop/web"));
      assertThat(ledger.keep("id-" + reason, letter, new Payload(PAYLOAD)))
          .isEqualTo(new Entry.Kept());
    }
  }

  private void createStream() throws Exception {
    broker.addStream(Subjects.DEAD_LETTERS_STREAM, Subjects.DEAD_LETTERS);
  }

  private Typed list(String... more) {
    return command("list", more);
  }

  private Typed show(long sequence, String... more) {
    var words = new ArrayList<>(List.of(more));
    words.add(Long.toString(sequence));
    return command("show", words.toArray(String[]::new));
  }

  private Typed command(String verb, String... more) {
    return broker.typed(List.of("dead-letters", verb), more);
  }

  private static String text(JsonObject object, String key) {
    return object.get(key).getAsString();
  }

  private static String[] reasons() {
    return Arrays.stream(DeadLetterReason.values())
        .map(DeadLetterReason::name)
        .toArray(String[]::new);
  }
}
