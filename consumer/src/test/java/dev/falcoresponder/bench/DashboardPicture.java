package dev.falcoresponder.bench;

import dev.falcoresponder.monitoring.AlertRules;
import dev.falcoresponder.monitoring.Dashboard;
import dev.falcoresponder.monitoring.DashboardSvg;
import dev.falcoresponder.servers.Link;
import dev.falcoresponder.servers.Prometheus;
import dev.falcoresponder.servers.Responders;
import dev.falcoresponder.servers.Scratch;
import dev.falcoresponder.servers.TcpProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Has two replicas live through some minutes, and draws what the dashboard shows of it. */
@Command(
    name = "scripts/dashboard",
    description = "Draws the dashboard of the component monitoring, as SVG.",
    mixinStandardHelpOptions = true)
public final class DashboardPicture implements Callable<Integer> {
  private static final String RULES =
      """
      - action: Terminate
        actionner: kubernetes:terminate
      - rule: Shell in a container
        match: {rules: [Terminal shell in container]}
        actions: [{action: Terminate}]
      - rule: Miner
        match: {rules: [%s]}
        actions: [{action: Terminate}]
      - rule: With care
        approval: required
        match: {rules: [%s]}
        actions: [{action: Terminate}]
      """
          .formatted(Incident.MINER, Incident.CAREFUL);

  @Parameters(paramLabel = "FILE", description = "Where to draw it.")
  private Path file = Path.of("");

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new DashboardPicture()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    try (var stage = Stage.open();
        var scratch = Scratch.create("dashboard");
        var proxy = TcpProxy.to(stage.cluster());
        var replicas =
            Responders.start(
                stage
                    .replica()
                    .kubeconfig(stage.accountThrough(proxy))
                    .setting("rules.files", scratch.write("rules.yaml", RULES).toString())
                    .setting("budget.window", "1m")
                    .setting("budget.cluster", "300"),
                2);
        var prometheus =
            Prometheus.start(
                Map.of("replica-1", replicas.get(0), "replica-2", replicas.get(1)),
                AlertRules.read().writeTo(scratch.path("alerts.json")))) {
      var incident = new Incident(stage);
      var from = Instant.now();
      incident.run(away -> proxy.become(away ? new Link.BlackHole() : new Link.Open()));
      Files.writeString(file, DashboardSvg.of(Dashboard.read(), prometheus, from, Instant.now()));
    }
    return 0;
  }
}
