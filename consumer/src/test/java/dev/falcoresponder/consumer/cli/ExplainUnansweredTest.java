package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.ClusterLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code explain --cluster} where no API server is. */
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class ExplainUnansweredTest {
  private static final String NOWHERE =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: away, cluster: {server: "http://127.0.0.1:1"}}]
      users: [{name: me, user: {token: mine}}]
      contexts: [{name: away, context: {cluster: away, user: me}}]
      current-context: away
      """;

  private static final String ALERT =
      """
      {"rule":"Terminal shell in container","priority":"Notice","source":"syscall",
       "output_fields":{"k8s.ns.name":"shop","k8s.pod.name":"web",
       "k8s.pod.uid":"3e41dc6b-08a8-44db-bc2a-3724b18ab19a"}}
      """;

  @TempDir private Path folder;
  private ClusterLogin login;

  @BeforeEach
  void login() throws IOException {
    login = ClusterLogin.by(Files.writeString(folder.resolve("config"), NOWHERE));
  }

  @AfterEach
  void logout() {
    login.close();
  }

  @Test
  void isAProblemOfOneAlert() {
    var explained = typed(ALERT.getBytes(UTF_8), Map.of(), "explain", "--cluster", "-");

    assertThat(explained.out()).startsWith("OUTCOME  retry (API_SERVER_OUTAGE)");
    assertThat(explained.problems())
        .containsExactly(
            "falco-responder: the cluster's answers do not tell what would come of the alert; ask"
                + " again");
    assertThat(explained.code()).isEqualTo(ExitCode.PROBLEM);
  }

  @Test
  void isAProblemOfManyAfterTheirSummary() throws IOException {
    var alerts = Files.createDirectory(folder.resolve("alerts"));
    Files.writeString(alerts.resolve("1.json"), ALERT);
    Files.writeString(alerts.resolve("2.json"), ALERT.replace("Terminal", "No"));

    var explained = typed("explain", "--cluster", alerts.toString());

    assertThat(explained.out()).contains("TOTAL");
    assertThat(explained.problems())
        .containsExactly(
            "falco-responder: the cluster's answers do not tell what would come of 1 of 2 alerts; ask"
                + " again");
    assertThat(explained.code()).isEqualTo(ExitCode.PROBLEM);
  }

  @Test
  void isNoneWhereItNeedNotBeAsked() {
    var other = ALERT.replace("Terminal", "No").getBytes(UTF_8);

    assertThat(typed(other, Map.of(), "explain", "--cluster", "-").err()).isEmpty();
    assertThat(typed(other, Map.of(), "explain", "--cluster", "-").code()).isZero();
  }
}
