package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart says to wrong values, before anything reaches a cluster. */
class ChartMistakesIT {
  private static final String RELEASE = "falco-responder";

  private final Path folder;
  private final Helm helm;

  ChartMistakesIT(@TempDir Path folder) {
    this.folder = folder;
    helm = Helm.in(folder);
  }

  @Test
  void chartPassesHelmsOwnChecks() {
    assertThat(helm.succeed("lint", "--strict", Helm.chart().toString()))
        .contains("1 chart(s) linted, 0 chart(s) failed");
  }

  /** With the place, as in a pointer into the values, and what is wrong there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          replicas=3                              | at ''                       | 'replicas' not allowed
          replicaCount=two                        | at '/replicaCount'          | got string
          image.name=x                            | at '/image'                 | 'name' not allowed
          image.pullPolicy=Sometimes              | at '/image/pullPolicy'      | 'IfNotPresent'
          config.nats.server=nats://x:4222        | at '/config/nats'           | 'server' not allowed
          config.nats.ack-wait=5 minutes          | at '/config/nats/ack-wait'  | does not match pattern
          config.nats.mode=queue                  | at '/config/nats/mode'      | 'jetstream'
          config.nats.password=secret             | at '/config/nats'           | 'password' not allowed
          config.budget.cluster=2001              | at '/config/budget/cluster' | maximum
          config.dry-run=yes                      | at '/config/dry-run'        | got string
          config.http.port=9090                   | at '/config'                | 'http' not allowed
          customRules.rules=x                     | at '/customRules'           | 'rules' not allowed
          admission.enabled=on                    | at '/admission/enabled'     | got string
          resources.limit.memory=1Gi              | at '/resources'             | 'limit' not allowed
          extraEnv=x                              | at '/extraEnv'              | got string
          podLabels.team=7                        | at '/podLabels/team'        | got number
          podMonitor.interval=half a minute       | at '/podMonitor/interval'   | does not match pattern
          prometheusRules.labels.release=7        | at '/prometheusRules/labels/release' | want null or string
          grafana.enabled=true                    | at '/grafana'               | 'enabled' not allowed
          autoscaling.type=vpa                    | at '/autoscaling/type'      | 'keda', 'hpa'
          autoscaling.minReplicas=0               | at '/autoscaling/minReplicas' | minimum
          """)
  void wrongValueFailsWithItsPlace(String value, String place, String wrong) {
    var answer = helm.template(RELEASE, "--set=" + value);

    assertThat(answer.exit()).isNotZero();
    assertThat(answer.stderr()).contains(place, wrong);
    assertThat(answer.stdout()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          serviceAccount.create=false                                  | serviceAccount.name is needed
          namespaced.enabled=true,resolveByContainerId.enabled=true    | switch one of them off
          autoscaling.enabled=true,replicaCount=0                      | leave replicaCount empty
          autoscaling.enabled=true,config.nats.mode=core               | without JetStream nobody knows
          autoscaling.enabled=true,autoscaling.minReplicas=11          | minReplicas, 11, is more than
          autoscaling.enabled=true,autoscaling.type=hpa,autoscaling.maxReplicas=1 | maxReplicas, 1
          """)
  void valuesThatCannotGoTogetherAreRefused(String values, String why) {
    var answer = helm.template(RELEASE, "--set=" + values);

    assertThat(answer.exit()).isNotZero();
    assertThat(answer.stderr()).contains(why);
  }

  @Test
  void admissionNeedsAClusterThatHasIt() {
    var answer = helm.template(RELEASE, "--set=admission.enabled=true", "--kube-version=1.29.0");

    assertThat(answer.stderr()).contains("needs Kubernetes 1.30 or newer, and this is v1.29.0");
  }

  @Test
  void copyThatLostItsLinksSaysSo() throws IOException {
    var chart = Files.createDirectory(folder.resolve("chart"));
    for (var file : List.of("Chart.yaml", "values.yaml", "values.schema.json")) {
      Files.copy(Helm.chart().resolve(file), chart.resolve(file));
    }
    var templates = Files.createDirectory(chart.resolve("templates"));
    try (var files = Files.list(Helm.chart().resolve("templates"))) {
      for (var file : files.toList()) {
        Files.copy(file, templates.resolve(file.getFileName()));
      }
    }
    // As git writes a link where it may not make one.
    Files.writeString(chart.resolve("base"), "../base");

    assertThat(helm.run("template", RELEASE, chart.toString()).stderr())
        .contains("symbolic links, which this copy has lost");
  }
}
