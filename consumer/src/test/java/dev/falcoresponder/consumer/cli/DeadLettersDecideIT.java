package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.falcoresponder.consumer.broker.MissedStream;
import dev.falcoresponder.consumer.fixtures.HoldsBucket;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.consumer.ledger.JetStreamLedger;
import dev.falcoresponder.consumer.ledger.Ledger.Entry;
import dev.falcoresponder.model.DeadLetter;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dead letters, as a person decides about them. */
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class DeadLettersDecideIT {
  /** What the README lists for an operator, and one of each right less. */
  private static final String USERS =
      """
      authorization {
        users: [
          { user: admin, password: admin }
          { user: operator, password: x, permissions: {
              publish: ["$JS.API.STREAM.MSG.GET.FALCO_RESPONDER_DEAD_LETTERS",
                "$JS.API.STREAM.INFO.FALCO_RESPONDER_DEAD_LETTERS",
                "$KV.falco-responder-holds.approval.>", "falco.>",
                "falco-responder.outcome.redriven", "falco-responder.outcome.discarded",
                "$JS.API.STREAM.MSG.DELETE.FALCO_RESPONDER_DEAD_LETTERS"],
              subscribe: ["_INBOX.>"] } }
          { user: viewer, password: x, permissions: {
              publish: ["$JS.API.STREAM.MSG.GET.FALCO_RESPONDER_DEAD_LETTERS"],
              subscribe: ["_INBOX.>"] } }
        ]
      }
      """;

  private NatsServer server;
  private Connection connection;

  @BeforeEach
  void start() throws Exception {
    server = NatsServer.builder().version(NatsVersion.NEWEST).config(USERS).start();
    connection = Nats.connect(url("admin", "admin"));
    HoldsBucket.provision(connection, 1);
  }

  @AfterEach
  void stop() throws Exception {
    connection.close();
    server.close();
  }

  private String url(String user, String password) {
    return server.url().replace("nats://", "nats://" + user + ":" + password + "@");
  }

  private void keep(int letters) {
    var ledger =
        new JetStreamLedger(() -> connection, Duration.ofSeconds(5), MissedStream.UNWATCHED);
    for (int number = 1; number <= letters; number++) {
      var letter =
          new DeadLetter(
              DeadLetterReason.HELD,
              "falco.notice.shell",
              "FALCO",
              number,
              Instant.parse("2026-08-03T12:00:00Z"),
              Instant.parse("2026-08-03T12:00:00Z"),
              1,
              1,
              "held",
              "replica-a",
              Optional.of("Shell"),
              Optional.of("kubernetes:terminate"),
              Optional.of("shop/web"));
      assertThat(ledger.keep("id-" + number, letter, new Payload(new byte[] {1})))
          .isEqualTo(new Entry.Kept());
    }
  }

  private Typed as(String user, String... words) {
    var all = new ArrayList<>(List.of("dead-letters"));
    all.addAll(List.of(words));
    return new Login(server, user).typed(all.toArray(String[]::new));
  }

  private long messages(String stream) throws Exception {
    return connection.jetStreamManagement().getStreamInfo(stream).getStreamState().getMsgCount();
  }

  @Test
  void operatorRedrivesSeveral() throws Exception {
    keep(3);

    assertThat(as("operator", "redrive", "1", "3"))
        .isEqualTo(
            new Typed(
                ExitCode.FINE,
                """
                dead letter 1 redriven as alert 1 of stream FALCO, with approval of \
                kubernetes:terminate
                dead letter 3 redriven as alert 2 of stream FALCO, with approval of \
                kubernetes:terminate
                """,
                ""));
    assertThat(messages("FALCO")).isEqualTo(2);
    assertThat(messages(Subjects.DEAD_LETTERS_STREAM)).isEqualTo(1);
  }

  @Test
  void operatorDiscardsSeveralWithAReason() throws Exception {
    keep(2);

    assertThat(as("operator", "discard", "1", "2", "--reason", " a drill "))
        .isEqualTo(
            new Typed(ExitCode.FINE, "dead letter 1 discarded\ndead letter 2 discarded\n", ""));
    assertThat(messages(Subjects.DEAD_LETTERS_STREAM)).isZero();
    var event = connection.jetStreamManagement().getMessage(Subjects.OUTCOMES_STREAM, 1);
    assertThat(new String(event.getData(), UTF_8))
        .contains("\"detail\":\"dead letter 1 dropped: a drill\"")
        .contains("\"replica\":\"" + System.getProperty("user.name") + "@");
  }

  @Test
  void letterThatCannotBeDecidedAboutDoesNotKeepTheOthersWaiting() throws Exception {
    keep(2);
    as("operator", "discard", "1", "--reason", "x");

    var typed = as("operator", "redrive", "1", "2", "9");

    assertThat(typed.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(typed.problems())
        .containsExactly(
            "falco-responder: dead letter 1 is gone already: it was redriven, discarded or removed",
            "falco-responder: no dead letter has sequence 9; dead-letters list shows those there"
                + " are");
    assertThat(typed.out()).startsWith("dead letter 2 redriven");
  }

  @Test
  void jsonIsAnObjectForEachLetter() {
    keep(2);

    var redriven = as("operator", "redrive", "-o", "json", "1", "9");
    assertThat(redriven.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(redriven.objects())
        .extracting(JsonObject::toString)
        .containsExactly(
            "{\"sequence\":1,\"decision\":\"redriven\",\"alertStream\":\"FALCO\","
                + "\"alertSequence\":1,\"approved\":\"kubernetes:terminate\"}",
            "{\"sequence\":9,\"decision\":\"none\",\"error\":\"no dead letter has sequence 9;"
                + " dead-letters list shows those there are\"}");
    assertThat(as("operator", "discard", "-o", "json", "2", "--reason", "x").objects())
        .extracting(JsonObject::toString)
        .containsExactly("{\"sequence\":2,\"decision\":\"discarded\"}");
  }

  /** The first letter that fails ends it: the others would fail alike, after as long a wait. */
  @ParameterizedTest
  @CsvSource({
    "redrive, $KV.falco-responder-holds.approval.letter-1-",
    "discard, falco-responder.outcome.discarded",
  })
  void missingPermissionIsNamed(String verb, String subject) throws Exception {
    keep(2);

    var typed = as("viewer", verb, "1", "2", "--reason", "x");

    assertThat(typed.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(typed.problems())
        .singleElement()
        .asString()
        .startsWith("falco-responder: dead letter 1 stays: ")
        .containsIgnoringCase("permissions violation for publish to")
        .contains(subject);
    assertThat(messages(Subjects.DEAD_LETTERS_STREAM)).isEqualTo(2);
  }

  @Test
  void bucketThatIsMissingIsNamed() throws Exception {
    keep(1);
    connection.jetStreamManagement().deleteStream("KV_" + Subjects.HOLDS_BUCKET);

    assertThat(as("operator", "redrive", "1").problems())
        .containsExactly(
            "falco-responder: dead letter 1 stays: it could not be approved (the broker has no"
                + " bucket falco-responder-holds now)");
  }

  @Test
  void whatIsInALetterCannotWriteToTheTerminal() throws Exception {
    var headers =
        new Headers()
            .put("Falco-Responder-Reason", "HELD")
            .put("Falco-Responder-Subject", "%1B[2J");
    connection.jetStream().publish("falco-responder.dead-letter.held", headers, new byte[0]);

    var typed = as("operator", "redrive", "1");

    assertThat(typed.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(typed.err()).contains("not among the subjects").doesNotContain("\u001b");
  }

  @Test
  void reasonMustSaySomethingAndNotTooMuch() {
    assertThat(as("operator", "discard", "1", "--reason", "  "))
        .isEqualTo(
            new Typed(ExitCode.USAGE, "", "The reason is empty: say why nothing is to be done\n"));
    assertThat(as("operator", "redrive", "1", "--reason", "x".repeat(1_001)))
        .isEqualTo(
            new Typed(ExitCode.USAGE, "", "The reason has 1001 characters; write 1000 or less\n"));
  }

  @Test
  void brokerWithoutJetStreamIsALine() {
    try (var core = NatsServer.builder().version(NatsVersion.NEWEST).jetStream(false).start()) {
      var typed = Typed.at(core, List.of("dead-letters", "redrive"), "1", "2");

      assertThat(typed)
          .isEqualTo(
              new Typed(
                  ExitCode.PROBLEM, "", "falco-responder: the broker has no JetStream now\n"));
    }
  }
}
