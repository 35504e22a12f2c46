package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.ApiServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart on an API server without the kinds and metrics that its options ask for. */
class ChartWithoutOperatorsIT {
  private static final String NAMESPACE = "bare";

  @Test
  void missingKindIsNamedBeforeAnythingIsThereAndMissingMetricsAfterwards(@TempDir Path folder) {
    try (var server = ApiServer.builder().start()) {
      var helm = Helm.of(server, folder);
      var kubectl = Kubectl.of(server, folder);
      kubectl.succeed("create", "namespace", NAMESPACE);

      for (var option : new String[] {"podMonitor", "prometheusRules", "autoscaling"}) {
        var refused = helm.run(install("--set=" + option + ".enabled=true"));
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.stderr()).contains("no matches for kind ", "ensure CRDs are installed");
      }
      assertThat(kubectl.succeed("get", "deployments", "-n", NAMESPACE, "-o", "name")).isEmpty();

      assertThat(helm.succeed(install("--set=autoscaling.enabled=true,autoscaling.type=hpa")))
          .contains("SCALING    Nobody here serves external metrics yet");
    }
  }

  private static String[] install(String option) {
    return new String[] {
      "upgrade", "--install", "blue", Helm.chart().toString(), "-n", NAMESPACE, option
    };
  }
}
