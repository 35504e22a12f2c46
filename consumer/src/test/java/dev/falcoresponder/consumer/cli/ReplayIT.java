package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.Nats;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Four alerts in a stream of its own for each test; the third is a replay itself. */
@ParameterizedClass
@EnumSource(NatsVersion.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // what each version is given before its tests
class ReplayIT {
  private static final String NOTICE = "falco.notice.shell";
  private static final String CRITICAL = "falco.critical.miner";

  /** Not what JSON would be written as, and what a client might take for a template. */
  private static final byte[] ODD = "{ \"a\":1e2 , \"b\":\"{{Count}}\" }\n\u0000".getBytes(UTF_8);

  @Parameter NatsVersion version;
  private OwnBroker broker;

  @BeforeParameterizedClassInvocation
  void start(NatsVersion version) throws Exception {
    broker = OwnBroker.start(version);
  }

  @AfterParameterizedClassInvocation
  void stop() throws Exception {
    broker.close();
  }

  private void store() throws Exception {
    store(StreamConfiguration.builder());
  }

  private void store(StreamConfiguration.Builder stream) throws Exception {
    var management = broker.streams();
    if (management.getStreamNames().contains("FALCO")) {
      management.deleteStream("FALCO");
    }
    management.addStream(stream.name("FALCO").subjects("falco.>").build());
    publish(NOTICE, new Headers(), ODD);
    publish(CRITICAL, new Headers().put("Nats-Msg-Id", "own").put("X-Own", "y"), "2");
    publish(NOTICE, new Headers().put("falco-responder-replay", "earlier"), "3");
    publish(NOTICE, new Headers(), "4");
  }

  private void publish(String subject, Headers headers, String body) throws Exception {
    publish(subject, headers, body.getBytes(UTF_8));
  }

  private void publish(String subject, Headers headers, byte[] body) throws Exception {
    var _ = broker.connection().jetStream().publish(subject, headers, body);
  }

  private Typed replay(String... more) {
    return broker.typed(List.of("replay"), more);
  }

  private MessageInfo message(long sequence) throws Exception {
    return broker.streams().getMessage("FALCO", sequence);
  }

  private long messages() throws Exception {
    return broker.messages("FALCO");
  }

  @Test
  void alertsComeOnceMoreByteForByteAndReplaysAreNotReplayed() throws Exception {
    store();

    assertThat(replay("--from", "1", "--id", "drill"))
        .isEqualTo(
            new Typed(
                ExitCode.FINE,
                "replayed 3 alerts of stream FALCO as drill; passed over 1, which are replays"
                    + " themselves\n",
                ""));
    assertThat(messages()).isEqualTo(7);
    assertThat(message(5).getData()).isEqualTo(ODD);
    assertThat(message(5).getSubject()).isEqualTo(NOTICE);
    assertThat(message(6).getData()).isEqualTo("2".getBytes(UTF_8));
    assertThat(message(6).getSubject()).isEqualTo(CRITICAL);
  }

  @Test
  void headersOfTheAlertStayBehind() throws Exception {
    store();

    replay("--from", "2", "--to", "2", "--id", "drill");

    var headers = Objects.requireNonNull(message(5).getHeaders());
    assertThat(headers.keySet())
        .containsExactlyInAnyOrder(
            Subjects.REPLAY_HEADER,
            Subjects.FIRST_STORED_AT_HEADER,
            "Nats-Msg-Id",
            "Nats-Expected-Stream");
    assertThat(headers.getFirst(Subjects.FIRST_STORED_AT_HEADER))
        .isEqualTo(broker.storedAt("FALCO", 2));
    assertThat(headers.getFirst(Subjects.REPLAY_HEADER)).isEqualTo("drill");
  }

  @Test
  void sameIdTwiceIsOneReplayAndAnotherIdAnother() throws Exception {
    store();
    replay("--from", "1", "--to", "2", "--id", "drill");

    assertThat(replay("--from", "1", "--to", "4", "--id", "drill").out())
        .isEqualTo(
            "replayed 3 alerts of stream FALCO as drill, 2 of which had been replayed under that"
                + " id before; passed over 1, which are replays themselves\n");
    assertThat(messages()).isEqualTo(7);
    replay("--from", "1", "--to", "2", "--id", "other");
    assertThat(messages()).isEqualTo(9);
  }

  @Test
  void withoutAnIdEachReplayHasItsOwn() throws Exception {
    store();

    assertThat(replay("--from", "4", "--to", "4").out())
        .matches("replayed 1 alert of stream FALCO as replay-\\d{8}T\\d{9}Z\n");
    replay("--from", "4", "--to", "4");
    assertThat(messages()).isEqualTo(6);
  }

  @Test
  void timesAndSubjectsBoundIt() throws Exception {
    store();
    var second = broker.storedAt("FALCO", 2);

    assertThat(replay("--dry-run", "--from", "1h", "--to", second).out())
        .endsWith("would replay 1 alert of stream FALCO\n");
    assertThat(replay("--dry-run", "--from", "1", "--subject", "falco.critical.>").out())
        .startsWith("SUBJECT               ALERTS\nfalco.critical.miner  1\n");
  }

  @Test
  void stretchWithoutAlertSaysHowFarTheStreamIs() throws Exception {
    store();
    var newest = Objects.requireNonNull(message(4).getTime()).toInstant();
    var nothing =
        new Typed(
            ExitCode.FINE,
            "nothing to replay: stream FALCO has no alert of falco.> in that stretch; the newest is"
                + " sequence 4, stored at "
                + newest
                + "\n",
            "");

    assertThat(replay("--from", "5")).isEqualTo(nothing);
    assertThat(replay("--from", newest.plusMillis(1).toString())).isEqualTo(nothing);
    assertThat(replay("--dry-run", "--from", "1h", "--to", "30m")).isEqualTo(nothing);
    assertThat(replay("--from", "1", "--subject", "falco.alert.>"))
        .isEqualTo(
            new Typed(
                ExitCode.FINE,
                "nothing to replay: stream FALCO has no alert of falco.alert.>\n",
                ""));
    assertThat(messages()).isEqualTo(4);
  }

  @Test
  void dryRunCountsBySubjectAndPublishesNothing() throws Exception {
    store();

    assertThat(replay("--from", "1", "--dry-run").out())
        .isEqualTo(
            """
            SUBJECT               ALERTS
            falco.notice.shell    2
            falco.critical.miner  1
            would replay 3 alerts of stream FALCO; passed over 1, which are replays themselves
            """);
    assertThat(messages()).isEqualTo(4);
  }

  @Test
  void jsonIsOneObject() throws Exception {
    store();

    assertThat(JsonParser.parseString(replay("--from", "1", "--id", "x", "-o", "json").out()))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"stream":"FALCO","id":"x","dryRun":false,"replayed":3,"wouldReplay":0,
                 "repeated":0,"passedOver":1,"refused":0,
                 "subjects":{"falco.notice.shell":2,"falco.critical.miner":1},
                 "error":null,"next":null}\
                """));
  }

  @Test
  void firstAlertThatIsNotConfirmedEndsItAndItCanBeGoneOnWith() throws Exception {
    var full = StreamConfiguration.builder().maxMessages(5).discardPolicy(DiscardPolicy.New);
    store(full);

    var stopped = replay("--from", "1", "--id", "drill", "-o", "json");

    assertThat(stopped.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(stopped.problems())
        .singleElement()
        .asString()
        .startsWith("falco-responder: alert 2 is not confirmed: ")
        .contains("maximum messages exceeded")
        .endsWith(
            "; 1 were replayed before; go on with the same options and --from 2 --to 4 --id drill");
    var object = JsonParser.parseString(stopped.out()).getAsJsonObject();
    assertThat(object.get("next").getAsLong()).isEqualTo(2);
    assertThat(object.get("error").getAsString()).startsWith("alert 2 is not confirmed: ");

    broker.streams().updateStream(full.maxMessages(100).build());
    assertThat(replay("--from", "2", "--to", "4", "--id", "drill").out())
        .startsWith("replayed 2 alerts of stream FALCO as drill;");
    assertThat(messages()).isEqualTo(7);
  }

  @Test
  void wrongUseIsASentence() throws Exception {
    store();

    assertThat(replay("--from", "1", "--subject", "other.>"))
        .isEqualTo(
            new Typed(
                ExitCode.USAGE,
                "",
                "The subject is not among those of the alerts (nats.subjects is falco.>); name one"
                    + " of them\n"));
    assertThat(messages()).isEqualTo(4);
  }

  @Test
  void streamThatIsNotThereIsASentence() {
    assertThat(
            typed(
                Map.of(
                    "FALCO_RESPONDER_NATS_SERVERS",
                    broker.server().url(),
                    "FALCO_RESPONDER_NATS_STREAM",
                    "OTHER"),
                "replay",
                "--from",
                "1"))
        .isEqualTo(
            new Typed(
                ExitCode.PROBLEM,
                "",
                "falco-responder: stream OTHER cannot be read: the broker has no such stream\n"));
  }

  /** What the README says that it takes, and no right more. */
  @Test
  void twoRightsAreEnoughToReplayAndTheFirstToExplain() throws Exception {
    var users =
        """
        authorization { users: [
          { user: admin, password: x }
          { user: operator, password: x, permissions: {
              publish: ["$JS.API.STREAM.MSG.GET.FALCO", "falco.>"], subscribe: ["_INBOX.>"] } }
          { user: viewer, password: x, permissions: {
              publish: ["$JS.API.STREAM.MSG.GET.FALCO"], subscribe: ["_INBOX.>"] } }
        ] }
        """;
    try (var guarded = NatsServer.builder().version(version).config(users).start()) {
      var admin = Nats.connect(new Login(guarded, "admin").url());
      admin
          .jetStreamManagement()
          .addStream(StreamConfiguration.builder().name("FALCO").subjects("falco.>").build());
      var _ = admin.jetStream().publish(NOTICE, ODD);
      admin.close();

      assertThat(new Login(guarded, "operator").typed("replay", "--from", "1").code()).isZero();
      var viewer = new Login(guarded, "viewer");
      assertThat(viewer.typed("explain", "--from", "1").code()).isZero();
      var denied = viewer.typed("replay", "--from", "1", "--to", "1", "--id", "x");
      assertThat(denied.code()).isEqualTo(ExitCode.PROBLEM);
      assertThat(denied.problems())
          .singleElement()
          .asString()
          .startsWith("falco-responder: alert 1 is not confirmed: ")
          .containsIgnoringCase("permissions violation for publish to \"" + NOTICE + "\"");
    }
  }
}
