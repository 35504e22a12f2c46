package dev.falcoresponder.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.Pod;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What waits for a person, and what the person decides. */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeldAlertIT {
  private static final String NAME = "cart-0";
  private static final String WITH_CARE = "Shell with care";

  private final Guarded guarded;
  private final Stage stage;
  private final ResponderProcess replica;

  HeldAlertIT(ApiServer apiServer) {
    guarded = Guarded.open(NatsVersion.NEWEST, apiServer);
    stage = guarded.stage();
    replica = guarded.replica().start();
  }

  @AfterAll
  void close() {
    replica.close();
    guarded.close();
  }

  private static Alert careful(Pod pod) {
    return Alert.about(pod).ofRule(WITH_CARE);
  }

  @Test
  void approvedPodDies() {
    var pods = stage.cluster().pods("approved");
    var pod = pods.running(NAME);
    var letter = guarded.held(careful(pod));
    assertThat(pods.alive(pod)).isTrue();
    assertThat(letter.get("error").getAsString())
        .contains(
            "rule \"" + WITH_CARE + "\" says approval: required",
            "would delete pod " + pods.namespace() + "/" + NAME,
            pod.getMetadata().getUid(),
            "0 of 2 in 60 min for namespace " + pods.namespace());

    assertThat(guarded.redriven(letter)).containsExactly("outcome acted", "+ACK confirmed");

    pods.awaitGone(NAME);
    assertThat(stage.cluster().deletions(pods.namespace())).hasSize(1);
    assertThat(stage.broker().outcomes(pods.namespace(), NAME))
        .extracting(ResponseOutcome::outcome)
        .containsExactly("redriven", "acted");
    assertThat(guarded.operator().run("dead-letters", "show", text(letter, "sequence")).stderr())
        .contains("is gone");
  }

  @Test
  void successorOfAnApprovedPodLives() {
    var pods = stage.cluster().pods("successor");
    var letter = guarded.held(careful(pods.running(NAME)));
    var successor = pods.recreate(NAME);

    assertThat(guarded.redriven(letter)).containsExactly("outcome stale", "+ACK confirmed");

    assertThat(pods.alive(successor)).isTrue();
    assertThat(stage.cluster().deletions(pods.namespace())).isEmpty();
  }

  @Test
  void approvedPodThatHasGoneIsGone() {
    var pods = stage.cluster().pods("gone");
    var letter = guarded.held(careful(pods.running(NAME)));
    pods.remove(NAME);

    assertThat(guarded.redriven(letter)).containsExactly("outcome gone", "+ACK confirmed");
  }

  @Test
  void approvalIsNoneForAProtectedPod() {
    var pods = stage.cluster().pods("shielded");
    var pod = pods.running(NAME);
    var letter = guarded.held(careful(pod));
    Pods.in(
        stage.cluster().admin(), pods.namespace(), Map.of("falco-responder.dev/protect", "true"));
    // What was read of the namespace a moment ago would be remembered for ten seconds.
    replica.restart();
    replica.awaitReady();

    assertThat(guarded.redriven(letter)).containsExactly("outcome refused", "+ACK confirmed");
    assertThat(pods.alive(pod)).isTrue();
  }

  @Test
  void podOverBudgetWaitsAndDiesWhenItIsRedriven() {
    var pods = stage.cluster().pods("budget");
    for (var name : new String[] {"cart-1", "cart-2"}) {
      var sequence = stage.broker().store(Alert.about(pods.running(name)));
      assertThat(guarded.tap().awaitVerb(sequence, "+ACK confirmed")).contains("outcome acted");
    }
    var spared = pods.running(NAME);

    var letter = guarded.held(Alert.about(spared));

    assertThat(letter.get("error").getAsString())
        .contains(
            "the deletion budget is used up",
            "2 of 2 in 60 min for namespace " + pods.namespace() + " (the next at ");
    assertThat(pods.alive(spared)).isTrue();
    var other = stage.cluster().pods("other");
    stage.broker().publish(Alert.about(other.running(NAME)));
    other.awaitGone(NAME);

    var before = guarded.spent();
    assertThat(guarded.redriven(letter)).containsExactly("outcome acted", "+ACK confirmed");
    pods.awaitGone(NAME);
    assertThat(guarded.spent()).as("approved deletions count").isEqualTo(before + 1);
    Stage.until(
        "the budget is shown",
        () -> replica.metrics().sum("falco_responder_budget_spent") == guarded.spent());
  }

  /** Whoever may publish alerts can set any header, and knows what was redriven. */
  @Test
  void headerWithoutAnApprovalDoesNotPass() throws Exception {
    var pods = stage.cluster().pods("forged");
    var approved = pods.running("cart-1");
    guarded.redriven(guarded.held(careful(approved)));
    var redriven = lastAlert();
    var replay = Objects.requireNonNull(redriven.getHeaders()).getFirst(Subjects.REPLAY_HEADER);
    var victim = pods.running(NAME);

    for (var forged : new String[] {"letter-1-0123456789abcdef", replay}) {
      var alert = careful(victim);
      var before = lastAlert().getSeq();
      guarded
          .stage()
          .broker()
          .falcosidekick()
          .publish(
              alert.subject(), new Headers().put(Subjects.REPLAY_HEADER, forged), alert.payload());
      Stage.until("the forged alert is stored", () -> lastAlert().getSeq() > before);
      var sequence = lastAlert().getSeq();

      assertThat(guarded.tap().awaitVerb(sequence, "+TERM"))
          .containsExactly("letter HELD", "+TERM");
      assertThat(guarded.letter(sequence).get("error").getAsString())
          .containsAnyOf("nobody has approved", "the approval is of another alert");
    }
    assertThat(pods.alive(victim)).isTrue();
    assertThat(stage.cluster().deletions(pods.namespace())).hasSize(1);
  }

  @Test
  void whoPublishesAlertsCannotWriteAnApproval() throws Exception {
    var key = "approval.letter-1-forged";

    stage
        .broker()
        .falcosidekick()
        .publish("$KV." + Subjects.HOLDS_BUCKET + "." + key, "{}".getBytes(UTF_8));

    Stage.until(
        "the broker's refusal",
        () ->
            Objects.requireNonNull(stage.broker().falcosidekick().getLastError())
                .contains("Permissions Violation"));
    assertThat(stage.broker().connection().keyValue(Subjects.HOLDS_BUCKET).get(key)).isNull();
  }

  @Test
  void discardedLetterLeavesItsPodAloneAndALineOnTheAuditTrail() {
    var pods = stage.cluster().pods("discarded");
    var pod = pods.running(NAME);
    var letter = guarded.held(careful(pod));

    guarded.command("discard", text(letter, "sequence"), "--reason", "load test of team cart");

    assertThat(stage.broker().outcomes(pods.namespace(), NAME))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.outcome()).isEqualTo("discarded");
          assertThat(event.reason()).isEqualTo("HELD");
          assertThat(event.detail()).contains("load test of team cart");
          assertThat(event.rule()).isEqualTo(WITH_CARE);
          assertThat(event.replica()).contains(System.getProperty("user.name") + "@");
        });
    assertThat(guarded.operator().run("dead-letters", "show", text(letter, "sequence")).exit())
        .isEqualTo(1);
    assertThat(pods.alive(pod)).isTrue();
  }

  private MessageInfo lastAlert() {
    return stage.broker().ask(broker -> broker.getLastMessage(Broker.STREAM, "falco.>"));
  }

  private static String text(JsonObject letter, String key) {
    return letter.get(key).getAsString();
  }
}
