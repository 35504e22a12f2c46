package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.ClusterLogin;
import dev.falcoresponder.servers.SharedServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code explain --cluster} by a login that the API server does not know, or knows no more. */
@ExtendWith(SharedServers.class)
class ExplainUnansweredIT {
  private static final String ALERT =
      """
      {"rule":"Terminal shell in container","priority":"Notice","source":"syscall",
       "output_fields":{"k8s.ns.name":"shop","k8s.pod.name":"web",
       "k8s.pod.uid":"3e41dc6b-08a8-44db-bc2a-3724b18ab19a"}}
      """;

  private final ApiServer server;

  ExplainUnansweredIT(ApiServer server) {
    this.server = server;
  }

  private String stranger() {
    return """
    apiVersion: v1
    kind: Config
    clusters: [{name: real, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
    users: [{name: me, user: {token: expired}}]
    contexts: [{name: real, context: {cluster: real, user: me}}]
    current-context: real
    """
        .formatted(server.url());
  }

  @Test
  void isAProblemOfTheCommandAndNotOfThePod(@TempDir Path folder) throws IOException {
    try (var _ = ClusterLogin.by(Files.writeString(folder.resolve("config"), stranger()))) {
      var explained = typed(ALERT.getBytes(UTF_8), Map.of(), "explain", "--cluster", "-");

      assertThat(explained.out()).startsWith("OUTCOME  retry (API_SERVER_OUTAGE)").contains("401");
      assertThat(explained.problems())
          .singleElement()
          .asString()
          .startsWith("falco-responder: the cluster's answers do not tell");
      assertThat(explained.code()).isEqualTo(ExitCode.PROBLEM);
    }
  }
}
