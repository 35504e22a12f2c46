package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.falcoresponder.consumer.fixtures.Sample;
import dev.falcoresponder.servers.NatsVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code explain} of a stretch of the stream: what would the built-in rule have done? */
@ParameterizedClass
@EnumSource(NatsVersion.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // what each version is given before its tests
class ExplainStretchIT {
  /** A shell, a miner, a shell, garbage. */
  private static final List<String> STORED = List.of("06", "04", "06", "90");

  @Parameter NatsVersion version;
  private OwnBroker broker;

  @BeforeParameterizedClassInvocation
  void store(NatsVersion version) throws Exception {
    broker = OwnBroker.start(version);
    broker.addStream("FALCO", "falco.>");
    for (var prefix : STORED) {
      var sample = Sample.starting(prefix);
      var subject = prefix.equals("04") ? "falco.critical.miner" : "falco.notice.other";
      broker.publish(subject, sample.bytes());
    }
  }

  @AfterParameterizedClassInvocation
  void stop() throws Exception {
    broker.close();
  }

  private Typed explain(String... more) {
    return broker.typed(List.of("explain"), more);
  }

  private String storedAt(long sequence) throws Exception {
    return broker.storedAt("FALCO", sequence);
  }

  @Test
  void wholeStreamIsCounted() {
    var explained = explain("--from", "1");

    assertThat(explained.err()).isEmpty();
    assertThat(explained.code()).isZero();
    assertThat(explained.out().lines())
        .containsExactly(
            "RULE                         ALERTS  WOULD-ACT  IGNORED  REJECTED",
            "Terminal shell in container  2       2          -        -",
            "(no rule)                    1       -          1        -",
            "(malformed)                  1       -          -        1",
            "TOTAL                        4       2          1        1");
  }

  @Test
  void sequencesAndTimesBoundIt() throws Exception {
    assertThat(total("--from", "2", "--to", "3")).isEqualTo(2);
    assertThat(total("--from", storedAt(2), "--to", storedAt(4))).isEqualTo(2);
    assertThat(total("--from", "1h")).isEqualTo(4);
    assertThat(total("--from", "1h", "--to", "30m")).isZero();
    assertThat(total("--from", "1", "--subject", "falco.critical.>")).isEqualTo(1);
  }

  @Test
  void stretchWithoutAlertSaysHowFarTheStreamIs() throws Exception {
    assertThat(explain("--from", "5"))
        .isEqualTo(
            new Typed(
                ExitCode.FINE,
                "nothing to explain: stream FALCO has no alert of falco.> in that stretch; the"
                    + " newest is sequence 4, stored at "
                    + storedAt(4)
                    + "\n",
                ""));
  }

  @Test
  void eachAlertSaysWhereItIsInTheStream() throws Exception {
    var time = storedAt(3);

    assertThat(explain("--from", "3", "--to", "3", "--each").out())
        .startsWith("#3 " + time + "  would-act  default/web-0  \"Terminal shell in container\"\n");
    assertThat(objects("--from", "3", "--to", "3").getFirst().get("from"))
        .isEqualTo(
            JsonParser.parseString(
                "{\"stream\":\"FALCO\",\"sequence\":3,\"time\":\"" + time + "\"}"));
  }

  @Test
  void streamThatIsNotThereAndBrokerThatIsAwayAreSentences() {
    assertThat(
            typed(
                Map.of(
                    "FALCO_RESPONDER_NATS_SERVERS",
                    broker.server().url(),
                    "FALCO_RESPONDER_NATS_STREAM",
                    "OTHER"),
                "explain",
                "--from",
                "1"))
        .isEqualTo(
            new Typed(
                ExitCode.PROBLEM,
                "",
                "falco-responder: stream OTHER cannot be read: the broker has no such stream\n"));
    assertThat(
            typed(
                Map.of("FALCO_RESPONDER_NATS_SERVERS", "nats://127.0.0.1:1"),
                "explain",
                "--from",
                "1"))
        .satisfies(typed -> {
          assertThat(typed.code()).isEqualTo(ExitCode.PROBLEM);
          assertThat(typed.err()).startsWith("falco-responder: cannot connect to NATS at ");
          assertThat(typed.out()).isEmpty();
        });
  }

  private long total(String... words) {
    return objects(words).getLast().getAsJsonObject("summary").get("alerts").getAsLong();
  }

  private List<JsonObject> objects(String... words) {
    return broker.typed(List.of("explain", "-o", "json"), words).objects();
  }
}
