package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.Repository;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the broker is told about an alert that is answered or tried again, and what is written down
 * before, as it goes over the wire: one verb for each delivery, and nothing after it. {@link
 * DeadLetterVerbIT} and {@link PermissionIT} have what is given up.
 */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerbIT {
  private static final String NAME = "cart-0";
  private static final String CONFIRMED = "+ACK confirmed";
  private static final String NAK = "-NAK";

  private final Stage stage;
  private final WireTap tap;
  private final ResponderProcess replica;

  VerbIT(ApiServer apiServer) {
    stage = Stage.open(NatsVersion.NEWEST, apiServer);
    tap = WireTap.withClaims(stage.broker());
    var rules = Repository.root().resolve("consumer/src/test/resources/e2e/verbs.yaml");
    replica = stage.replica().setting("rules.files", rules.toString()).start();
  }

  @AfterAll
  void close() {
    replica.close();
    stage.close();
  }

  /** Alerts whose answer others rely on. */
  @SuppressWarnings("ImmutableEnumChecker") // its functions are constants without state
  enum Answered {
    ACTED("claim done, outcome acted", pods -> Alert.about(pods.running(NAME))),
    WOULD_ACT(
        "claim done, outcome would-act",
        pods -> Alert.about(pods.running(NAME)).ofRule("Shell in a rehearsal")),
    GONE(
        "claim done, outcome gone",
        pods -> {
          var alert = Alert.about(pods.running(NAME));
          pods.remove(NAME);
          return alert;
        }),
    STALE(
        "claim done, outcome stale",
        pods -> {
          var alert = Alert.about(pods.running(NAME));
          pods.recreate(NAME);
          return alert;
        }),
    REFUSED("outcome refused, claim removed", pods -> Alert.naming(pods.running(NAME)));

    private final String written;
    private final Function<Pods, Alert> alert;

    Answered(String written, Function<Pods, Alert> alert) {
      this.written = written;
      this.alert = alert;
    }
  }

  @ParameterizedTest
  @EnumSource
  void answerIsWrittenDownAndThenAckedAndTheAckConfirmed(Answered answered) {
    var alert = answered.alert.apply(stage.cluster().pods("answered"));

    assertThat(all(stage.broker().store(alert), CONFIRMED))
        .isEqualTo("claim inflight, " + answered.written + ", " + CONFIRMED);
  }

  @Test
  void alertThatIsNotForUsIsAckedWithoutAWord() {
    var pods = stage.cluster().pods("other");
    var alert = Alert.about(pods.running(NAME));
    var ofNoRule = stage.broker().store(alert.ofRule("Contact K8S API Server From Container"));
    var ofNoPod = stage.broker().store(Alert.naming("", "").with("container.id", "host"));
    var first = stage.broker().store(alert);
    all(first, CONFIRMED);
    var duplicate = stage.broker().store(alert);

    assertThat(List.of(ofNoRule, ofNoPod, duplicate))
        .allSatisfy(sequence -> assertThat(all(sequence, "+ACK")).isEqualTo("+ACK"));
  }

  @Test
  void alertThatWaitsForAPersonIsKeptAndThenTerminated() {
    var alert = Alert.about(stage.cluster().pods("held").running(NAME)).ofRule("Shell to look at");

    assertThat(all(stage.broker().store(alert), "+TERM"))
        .isEqualTo("claim inflight, claim giving up, letter HELD, claim failed, +TERM");
  }

  @Test
  void retryComesAgainAfterASecondAndThenTwiceThat() {
    var pods = stage.cluster().pods("retry");
    var pod = pods.running(NAME);
    long sequence;
    try (var _ = Obstacle.brokenWebhook(stage.cluster(), pods)) {
      sequence = stage.broker().store(Alert.about(pod));
      Stage.until("two naks", () -> tap.delays(sequence).size() == 2);
    }

    assertThat(all(sequence, CONFIRMED))
        .matches(
            "(claim inflight, -NAK, ){2,}claim inflight, claim done, outcome acted, \\+ACK confirmed");
    var delays = tap.delays(sequence);
    assertThat(delays.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    assertThat(delays.get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void apiServerThatSaysWhenToComeAgainIsObeyed() {
    var pods = stage.cluster().pods("throttled");
    var pod = pods.running(NAME);
    long sequence;
    try (var _ = Obstacle.throttle(stage.cluster(), pods)) {
      sequence = stage.broker().store(Alert.about(pod));
      tap.awaitVerb(sequence, NAK);
    }

    assertThat(all(sequence, CONFIRMED))
        .matches(
            "(claim inflight, -NAK, )+claim inflight, claim done, outcome acted, \\+ACK confirmed");
    // Whole seconds are what a server asks for; our own delays are anything.
    assertThat(tap.delays(sequence))
        .isNotEmpty()
        .allSatisfy(delay -> assertThat(delay.toNanosPart()).isZero());
  }

  /** All that is said about an alert until it has left the consumer's hands. */
  private String all(long sequence, String lastVerb) {
    tap.awaitVerb(sequence, lastVerb);
    stage.awaitSettled();
    return String.join(", ", tap.about(sequence));
  }
}
