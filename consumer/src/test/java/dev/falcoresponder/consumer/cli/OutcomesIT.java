package dev.falcoresponder.consumer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.falcoresponder.consumer.ledger.OutcomeJson;
import dev.falcoresponder.model.OutcomeKind;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.NatsVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The audit trail, as a person looks at it. */
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class OutcomesIT {
  private OwnBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker = OwnBroker.start(NatsVersion.NEWEST);
    broker.addStream(Subjects.OUTCOMES_STREAM, Subjects.OUTCOMES);
  }

  @AfterEach
  void stop() throws Exception {
    broker.close();
  }

  @Test
  void eventsAreListedWithWhatAndWhyAndByWhom() throws Exception {
    publish(event(OutcomeKind.ACTED, "web-0", null));
    publish(event(OutcomeKind.REFUSED, "", "namespace shop is \u001b[2Jprotected"));

    var listed = outcomes();

    assertThat(listed.code()).isZero();
    assertThat(listed.err()).isEmpty();
    assertThat(listed.out().lines().map(line -> List.of(line.split(" {2,}", -1))))
        .containsExactly(
            List.of("SETTLED", "OUTCOME", "REASON", "POD", "RULE", "ALERT", "BY", "DETAIL"),
            List.of(
                "2026-08-03T12:00:01Z",
                "acted",
                "-",
                "shop/web-0",
                "A shell",
                "FALCO #42",
                "replica-a",
                "-"),
            List.of(
                "2026-08-03T12:00:01Z",
                "refused",
                "WHY",
                "-",
                "A shell",
                "FALCO #42",
                "replica-a",
                "namespace shop is \\u001b[2Jprotected"));
  }

  @Test
  void stretchIsNarrowedByItsEndsAndByTheOutcome() throws Exception {
    publish(event(OutcomeKind.ACTED, "web-1", null));
    publish(event(OutcomeKind.REDRIVEN, "web-2", null));
    publish(event(OutcomeKind.ACTED, "web-3", null));
    publish(event(OutcomeKind.ACTED, "web-4", null));

    assertThat(pods("--from", "2", "--to", "3")).containsExactly("web-2", "web-3");
    assertThat(pods("--from", "2", "--outcome", "acted")).containsExactly("web-3", "web-4");
    assertThat(pods("--from", "1h", "--outcome", "redriven")).containsExactly("web-2");
    assertThat(pods("--to", "1h")).isEmpty();
    assertThat(outcomes("--outcome", "gone").out()).isEqualTo("no outcome events of gone\n");
  }

  @Test
  void jsonIsTheEventItselfWithWhatIsNotKnownHere() throws Exception {
    var event = event(OutcomeKind.ACTED, "web-0", "a <b>");
    var newer = JsonParser.parseString(new String(OutcomeJson.write(event), UTF_8));
    newer.getAsJsonObject().addProperty("of-tomorrow", 7);
    publish(OutcomeKind.ACTED, newer.toString().replace(",", ",\n"));

    assertThat(outcomes("-o", "json").out()).isEqualTo(newer + "\n");
  }

  @Test
  void messageThatIsNoEventIsListedAllTheSame() throws Exception {
    publish(OutcomeKind.ACTED, "by hand");
    publish(OutcomeKind.ACTED, "{}");

    assertThat(outcomes().out().lines().skip(1))
        .hasSize(2)
        .allMatch(line -> line.contains("  unreadable  "));
    assertThat(outcomes("-o", "json").objects())
        .allMatch(line -> line.has("unreadable"))
        .extracting(line -> line.get("sequence").getAsInt())
        .containsExactly(1, 2);
  }

  @Test
  void moreThanAPageIsListedToItsEnd() throws Exception {
    for (var i = 0; i < 205; i++) {
      publish(event(OutcomeKind.ACTED, "web-" + i, null));
    }

    assertThat(outcomes().out().lines().filter(line -> line.contains("shop/web-"))).hasSize(205);
  }

  @Test
  void streamThatIsMissingIsNamed() throws Exception {
    broker.streams().deleteStream(Subjects.OUTCOMES_STREAM);

    var listed = outcomes();

    assertThat(listed.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(listed.problems())
        .containsExactly(
            "falco-responder: stream FALCO_RESPONDER_OUTCOMES cannot be read: the broker has no such"
                + " stream");
  }

  private List<String> pods(String... options) {
    var words = new ArrayList<>(List.of(options));
    words.addAll(List.of("--output", "json"));
    return outcomes(words.toArray(String[]::new)).objects().stream()
        .map(event -> event.get("pod").getAsString())
        .toList();
  }

  private Typed outcomes(String... options) {
    return broker.typed(List.of("outcomes"), options);
  }

  private void publish(ResponseOutcome event) throws Exception {
    var kind = OutcomeKind.parse(event.outcome()).orElseThrow();
    publish(kind, new String(OutcomeJson.write(event), UTF_8));
  }

  private void publish(OutcomeKind kind, String payload) throws Exception {
    broker.publish(Subjects.outcome(kind), payload.getBytes(UTF_8));
  }

  private static ResponseOutcome event(OutcomeKind kind, String pod, @Nullable String detail) {
    return new ResponseOutcome(
        "id-1",
        kind.word(),
        detail == null ? null : "WHY",
        detail,
        "kubernetes:terminate",
        "A shell",
        "Terminal shell in container",
        "Notice",
        pod.isEmpty() ? "" : "shop",
        pod,
        null,
        null,
        "FALCO",
        42,
        "2026-08-03T12:00:00Z",
        null,
        "2026-08-03T12:00:01Z",
        1,
        "replica-a");
  }
}
