package dev.falcoresponder.consumer.cluster;

import static dev.falcoresponder.consumer.cluster.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.ClusterGateway.PodAnswer;
import dev.falcoresponder.model.PodRef;
import io.fabric8.kubernetes.client.Config;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where the login comes from, and that a rotated one is picked up. The places are given as system
 * properties, which the client reads in place of the environment.
 */
class LoginTest {
  private static final ClusterConfig CONFIG =
      new ClusterConfig(Duration.ofSeconds(2), Duration.ofSeconds(20), 4, Duration.ofMinutes(1));
  private static final List<String> PLACES =
      List.of(
          "kubeconfig",
          "kubernetes.master",
          "kubernetes.auth.tryKubeConfig",
          "kubernetes.auth.serviceAccount.token");

  private final ScriptedServer server = new ScriptedServer();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    PLACES.forEach(System::clearProperty);
    server.close();
  }

  @Test
  void tokenThatWasRotatedInAKubeconfigIsTakenAfterA401() throws IOException {
    var file = write("kubeconfig", cluster() + user("old-token"));
    try (var connection =
        ScriptedServer.connect(Config.fromKubeconfig(file.toFile()), Duration.ofSeconds(20), 4)) {
      assertRotated(connection, () -> write("kubeconfig", cluster() + user("new-token")));
    }
  }

  @Test
  void tokenThatWasRotatedInAPodsServiceAccountIsTakenAfterA401() throws IOException {
    var file = write("token", "old-token");
    places(
        Map.of(
            "kubernetes.auth.tryKubeConfig", "false",
            "kubernetes.master", server.url(),
            "kubernetes.auth.serviceAccount.token", file.toString()));
    try (var connection = open()) {
      assertRotated(connection, () -> write("token", "new-token"));
    }
  }

  @Test
  void severalKubeconfigFilesAreReadAsOne() throws IOException {
    var clusters = write("clusters", cluster());
    var users = write("users", "apiVersion: v1\nkind: Config\n" + user("the-token"));
    places(
        Map.of(
            "kubeconfig",
            folder.resolve("absent") + File.pathSeparator + clusters + File.pathSeparator + users));
    server.always(answer(200, Bodies.POD));

    try (var connection = open()) {
      assertThat(pod(connection)).isInstanceOf(PodAnswer.Found.class);
      assertThat(connection.address()).isEqualTo(server.url());
    }
    assertThat(tokens()).containsExactly("Bearer the-token");
  }

  private interface Rotation {
    Path rotate() throws IOException;
  }

  private void assertRotated(ClusterConnection connection, Rotation rotation) throws IOException {
    server
        .then(answer(200, Bodies.POD))
        .then(answer(401, "Unauthorized"))
        .always(answer(200, Bodies.POD));
    pod(connection);
    rotation.rotate();

    assertThat(pod(connection)).isInstanceOf(PodAnswer.Found.class);
    assertThat(pod(connection)).isInstanceOf(PodAnswer.Found.class);
    assertThat(tokens())
        .containsExactly(
            "Bearer old-token", "Bearer old-token", "Bearer new-token", "Bearer new-token");
  }

  private static PodAnswer pod(ClusterConnection connection) {
    return connection.gateway().pod(new PodRef("shop", "cart-0"));
  }

  private List<String> tokens() {
    return server.requests().stream()
        .map(request -> request.headers().getOrDefault("authorization", "none"))
        .toList();
  }

  private static ClusterConnection open() {
    return ClusterConnection.open(CONFIG, Clock.systemUTC());
  }

  private static void places(Map<String, String> places) {
    assertThat(PLACES).containsAll(places.keySet());
    places.forEach(System::setProperty);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private String cluster() {
    return """
    apiVersion: v1
    kind: Config
    clusters: [{name: c, cluster: {server: "%s"}}]
    contexts: [{name: x, context: {cluster: c, user: u}}]
    current-context: x
    """
        .formatted(server.url());
  }

  private static String user(String token) {
    return "users: [{name: u, user: {token: " + token + "}}]\n";
  }
}
