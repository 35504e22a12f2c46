package dev.falcoresponder.demo;

import dev.falcoresponder.servers.Located.Executable;
import dev.falcoresponder.servers.Program;
import dev.falcoresponder.servers.Servers;

/** What to try while everything runs. */
final class Hints {
  private static final String RESPONDER = "scripts/falco-responder";

  private Hints() {}

  static void print(Stage stage) {
    var narrator = stage.narrator();
    var url = stage.nats().url();
    var nats =
        Servers.locate(Program.NATS_CLI) instanceof Executable(_, var path, _)
            ? path.toString()
            : "nats";
    narrator.headline("Everything keeps running. Look around, from the repository's folder:");
    command(stage, "outcomes as they come", nats + " --server " + url + " sub 'falco-responder.>'");
    command(
        stage,
        "an alert of your own",
        nats
            + " --server "
            + url
            + " pub "
            + FalcoAlertJson.SUBJECT
            + " \"$(cat consumer/src/test/resources/alerts/06-falco-0.44-with-pod-uid.json)\"");
    command(stage, "streams", nats + " --server " + url + " stream ls");
    stage.cluster().hints().forEach(hint -> command(stage, "the cluster", hint));
    stage
        .replicas()
        .byName()
        .forEach((name, replica) ->
            command(stage, "metrics of " + name, "curl -s " + replica.http().resolve("/metrics")));
    command(
        stage,
        "what would happen, and why",
        RESPONDER
            + " explain --rules consumer/src/test/resources/demo/rules.yaml --"
            + " consumer/src/test/resources/alerts/06-falco-0.44-with-pod-uid.json");
    command(
        stage,
        "dead letters",
        "FALCO_RESPONDER_NATS_SERVERS=" + url + " " + RESPONDER + " dead-letters list");
    narrator.headline("Ctrl-C ends it and cleans up.");
  }

  private static void command(Stage stage, String purpose, String command) {
    stage.narrator().says("# " + purpose);
    stage.narrator().says(command);
  }
}
