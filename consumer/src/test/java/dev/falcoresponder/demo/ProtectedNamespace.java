package dev.falcoresponder.demo;

import java.util.Optional;

/** The same alert where nothing may be deleted. */
final class ProtectedNamespace implements Scene {
  private static final String NAMESPACE = "kube-system";

  @Override
  public String title() {
    return "The same in kube-system";
  }

  @Override
  public void play(Stage stage) {
    var pods = stage.pods(NAMESPACE);
    var pod = pods.running("dns-0");
    stage.narrator().says("Pod kube-system/dns-0 runs. The same alert comes, about that pod.");
    stage.sidekick().publish(FalcoAlertJson.shellIn(pod));

    var witness = stage.witness();
    var outcome =
        witness
            .finds(
                "outcome event about dns-0",
                () ->
                    Optional.of(stage.broker().outcomes(NAMESPACE)).filter(list -> !list.isEmpty()))
            .getFirst();
    witness.holds(
        "outcome event on NATS: %s, %s, \"%s\""
            .formatted(outcome.outcome(), outcome.reason(), outcome.detail()),
        outcome.outcome().equals("refused") && "PROTECTED_NAMESPACE".equals(outcome.reason()));
    stage
        .narrator()
        .quotes(
            witness.finds(
                "log line about dns-0",
                () -> stage.replicas().logLine("pod=dns-0", "outcome=refused")));
    witness.holds("the pod lives", pods.alive(pod));
    witness.holds(
        "the API server was not asked to delete anything there",
        stage.cluster().deletions(NAMESPACE).isEmpty());
  }
}
