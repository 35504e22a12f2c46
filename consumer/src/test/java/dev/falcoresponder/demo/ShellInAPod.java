package dev.falcoresponder.demo;

/** The main job: one shell, five copies of the alert, one death. */
final class ShellInAPod implements Scene {
  static final String NAMESPACE = "shop";
  private static final int COPIES = 5;

  @Override
  public String title() {
    return "A shell in a pod";
  }

  @Override
  public void play(Stage stage) {
    var pod = stage.pods(NAMESPACE).running("cart-0");
    var uid = pod.getMetadata().getUid();
    var duplicates = stage.replicas().answered("duplicate");
    stage.narrator().says("Pod shop/cart-0 runs, with uid " + uid + ".");
    stage
        .narrator()
        .says(
            "Somebody opens a shell in it. Falcosidekick publishes Falco's alert on %s, %d times."
                .formatted(FalcoAlertJson.SUBJECT, COPIES));
    var alert = FalcoAlertJson.shellIn(pod);
    for (int copy = 0; copy < COPIES; copy++) {
      stage.sidekick().publish(alert);
    }
    seeTheEnd(stage, uid, duplicates);
  }

  private static void seeTheEnd(Stage stage, String uid, long duplicates) {
    var witness = stage.witness();
    witness.sees("the pod is gone", () -> stage.pods(NAMESPACE).find("cart-0").isEmpty());
    stage
        .narrator()
        .quotes(
            witness.finds(
                "log line about cart-0",
                () -> stage.replicas().logLine("pod=cart-0", "outcome=acted")));
    witness.sees(
        "the replicas' metrics count four duplicates",
        () -> stage.replicas().answered("duplicate") == duplicates + COPIES - 1);
    witness.sees(
        "one outcome event on NATS: acted, on this uid",
        () -> !stage.broker().outcomes(NAMESPACE).isEmpty());
    var outcomes = stage.broker().outcomes(NAMESPACE);
    witness.holds(
        "and no other",
        outcomes.size() == 1
            && outcomes.getFirst().outcome().equals("acted")
            && uid.equals(outcomes.getFirst().podUid()));
    witness.sees(
        "the API server was asked to delete it",
        () -> !stage.cluster().deletions(NAMESPACE).isEmpty());
    var deletions = stage.cluster().deletions(NAMESPACE);
    witness.holds(
        "once, on condition that its uid is still " + uid,
        deletions.size() == 1
            && deletions.getFirst().uidPrecondition().filter(uid::equals).isPresent());
  }
}
