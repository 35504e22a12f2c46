package dev.falcoresponder.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.NatsCli;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.Repository;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A StatefulSet gives a name to the next pod within a second; that pod has done nothing. */
@ParameterizedClass
@EnumSource(NatsVersion.class)
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // what each version is given before its tests
class SparedPodIT {
  /** Times in Kubernetes are whole seconds, so only a pod older than that is surely older. */
  private static final Duration PROVABLY = Duration.ofSeconds(2);

  private static final String NAME = "cart-0";

  @Parameter NatsVersion broker;
  private Stage stage;
  private ResponderProcess replica;

  @BeforeParameterizedClassInvocation
  void start(NatsVersion version, ApiServer apiServer) {
    stage = Stage.open(version, apiServer);
    var rules = Repository.root().resolve("consumer/src/test/resources/e2e/by-name.yaml");
    replica =
        stage
            .replica()
            .setting("rules.files", rules.toString())
            .setting("target.clock-skew", "0s")
            .setting("target.unverified-attempts", "1")
            .start();
  }

  @AfterParameterizedClassInvocation
  void close() {
    replica.close();
    stage.close();
  }

  /** What an alert may know of its pod. */
  @SuppressWarnings("ImmutableEnumChecker") // its functions are constants without state
  enum Knowledge {
    UID(Alert::about),
    CONTAINER(Alert::inContainer),
    NAME(pod -> Alert.naming(pod).ofRule("Shell by name"));

    private final Function<Pod, Alert> alert;

    Knowledge(Function<Pod, Alert> alert) {
      this.alert = alert;
    }

    Alert about(Pod pod) {
      return alert.apply(pod);
    }
  }

  @ParameterizedTest
  @EnumSource(Knowledge.class)
  void podThatCameAfterTheAlertLives(Knowledge knowledge) {
    var pods = stage.cluster().pods("late");
    var alert = knowledge.about(pods.running(NAME));
    var successor = pods.recreate(NAME);

    stage.broker().publish(alert);

    assertThat(stage.outcomesOf(pods.namespace(), NAME))
        .extracting(ResponseOutcome::outcome)
        .containsExactly("stale");
    assertSpared(pods, successor);
  }

  @ParameterizedTest
  @EnumSource(Knowledge.class)
  void replayedAlertKillsItsOwnPodOnly(Knowledge knowledge) {
    var pods = stage.cluster().pods("replay");
    var suspect = pods.running(NAME);
    var since = Instant.parse(suspect.getMetadata().getCreationTimestamp());
    Stage.until("a pod of some age", () -> Instant.now().isAfter(since.plus(PROVABLY)));
    long sequence = stage.broker().store(knowledge.about(suspect));
    pods.awaitGone(NAME);
    stage.awaitSettled();
    var successor = pods.running(NAME);

    replay(sequence);
    replay(sequence, "--header", Subjects.REPLAY_HEADER + ":again");

    Stage.until("a verdict", () -> stage.broker().outcomes(pods.namespace(), NAME).size() > 1);
    stage.awaitSettled();
    assertThat(stage.broker().outcomes(pods.namespace(), NAME))
        .extracting(ResponseOutcome::outcome)
        .startsWith("acted")
        .endsWith("stale")
        .containsOnlyOnce("acted")
        .containsOnly("acted", "stale");
    assertThat(stage.cluster().deletions(pods.namespace())).hasSize(1);
    assertThat(pods.alive(successor)).isTrue();
  }

  /** The whole stretch comes once more: what died is dead, and its successor is another pod. */
  @Test
  void replayedStretchKillsNothingTwice() {
    var pods = stage.cluster().pods("stretch");
    var first = stage.broker().store(Alert.about(pods.running(NAME)));
    pods.awaitGone(NAME);
    var last = stage.broker().store(Alert.about(pods.running("cart-1")));
    pods.awaitGone("cart-1");
    stage.awaitSettled();
    var successor = pods.running(NAME);
    var operator = stage.broker().cli(Users.ADMIN);
    String[] replay = {
      "replay", "--from", Long.toString(first), "--to", Long.toString(last), "--id", "drill"
    };

    var answer = operator.run(replay);
    assertThat(operator.run(replay).exit()).isZero();

    assertThat(answer.stdout())
        .as(answer.stderr())
        .isEqualTo("replayed 2 alerts of stream " + Broker.STREAM + " as drill\n");
    Stage.until("a verdict", () -> stage.broker().outcomes(pods.namespace(), NAME).size() > 1);
    Stage.until("another", () -> stage.broker().outcomes(pods.namespace(), "cart-1").size() > 1);
    stage.awaitSettled();
    assertThat(stage.broker().outcomes(pods.namespace(), NAME))
        .extracting(ResponseOutcome::outcome)
        .containsExactly("acted", "stale");
    assertThat(stage.broker().outcomes(pods.namespace(), "cart-1"))
        .extracting(ResponseOutcome::outcome)
        .containsExactly("acted", "gone");
    assertThat(stage.cluster().deletions(pods.namespace())).hasSize(2);
    assertThat(pods.alive(successor)).isTrue();
  }

  @Test
  void nameAloneIsNotEnoughUnlessTheRuleSaysSo() {
    var pods = stage.cluster().pods("name");
    var pod = pods.running(NAME);

    stage.broker().publish(Alert.naming(pod));

    assertThat(stage.outcomesOf(pods.namespace(), NAME))
        .singleElement()
        .extracting(ResponseOutcome::outcome, ResponseOutcome::reason)
        .containsExactly("refused", "NAME_ONLY");
    assertSpared(pods, pod);
  }

  /** As an operator would: read the stored message, publish it again. */
  private void replay(long sequence, String... flags) {
    var nats = NatsCli.of(stage.broker().url(Users.ADMIN));
    var number = Long.toString(sequence);
    var stored = nats.run("stream", "get", Broker.STREAM, number, "--json");
    assertThat(stored.exit()).as(stored.stderr()).isZero();
    var message = JsonParser.parseString(stored.stdout()).getAsJsonObject();
    var payload = Base64.getDecoder().decode(message.get("data").getAsString());
    var command = new ArrayList<>(List.of("pub", "--no-templates"));
    command.addAll(List.of(flags));
    command.add(message.get("subject").getAsString());
    command.add(new String(payload, UTF_8));
    var published = nats.run(command.toArray(String[]::new));
    assertThat(published.exit()).as(published.stderr()).isZero();
  }

  private void assertSpared(Pods pods, Pod pod) {
    assertThat(pods.alive(pod)).isTrue();
    assertThat(stage.cluster().deletions(pods.namespace())).isEmpty();
  }
}
