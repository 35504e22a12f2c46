package dev.falcoresponder.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.Located.Executable;
import dev.falcoresponder.servers.NatsCli;
import dev.falcoresponder.servers.Program;
import dev.falcoresponder.servers.Servers;
import java.util.Optional;

/** A StatefulSet has given the dead pod's name to a new one, and somebody replays the old alert. */
final class SameNameBornLater implements Scene {
  private static final String NAMESPACE = ShellInAPod.NAMESPACE;

  @Override
  public String title() {
    return "A pod of the same name, born later";
  }

  @Override
  public void play(Stage stage) {
    var pods = stage.pods(NAMESPACE);
    int deletions = stage.cluster().deletions(NAMESPACE).size();
    var witness = stage.witness();
    var old = witness.finds("first alert in the stream FALCO", () -> stage.broker().alert(1));
    var pod = pods.running("cart-0");
    stage
        .narrator()
        .says("A new pod shop/cart-0 runs, with uid " + pod.getMetadata().getUid() + ".");
    replay(stage, new String(old.getData(), UTF_8));

    var outcome = witness.finds("outcome event of the replay", () -> stale(stage));
    witness.holds(
        "outcome event on NATS: %s, %s, \"%s\""
            .formatted(outcome.outcome(), outcome.reason(), outcome.detail()),
        "REPLACED".equals(outcome.reason()));
    stage
        .narrator()
        .quotes(
            witness.finds(
                "log line about the replay",
                () -> stage.replicas().logLine("pod=cart-0", "outcome=stale")));
    witness.holds("the new pod lives", pods.alive(pod));
    witness.holds(
        "the API server was asked to delete nothing more",
        stage.cluster().deletions(NAMESPACE).size() == deletions);
  }

  private static Optional<ResponseOutcome> stale(Stage stage) {
    return stage.broker().outcomes(NAMESPACE).stream()
        .filter(outcome -> outcome.outcome().equals("stale"))
        .findFirst();
  }

  private static void replay(Stage stage, String alert) {
    var header = Subjects.REPLAY_HEADER + ":demo";
    if (Servers.locate(Program.NATS_CLI) instanceof Executable) {
      stage
          .narrator()
          .says("An operator replays the old alert: nats pub --header " + header + " …");
      var answer =
          NatsCli.of(stage.nats()).run("pub", "--header", header, FalcoAlertJson.SUBJECT, alert);
      stage.witness().holds("the nats command line published it", answer.exit() == 0);
    } else {
      stage.narrator().says("The old alert is replayed with header " + header + ".");
      stage.broker().replay(FalcoAlertJson.SUBJECT, alert);
    }
  }
}
