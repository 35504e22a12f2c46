package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.ClusterLogin;
import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.SharedServers;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code explain --cluster} finds of an alert that knows only the container. */
@ExtendWith(SharedServers.class)
class ExplainSoughtPodIT {
  private final ApiServer server;
  private final KubernetesClient admin;
  private final Pods pods;
  private ClusterLogin login;

  ExplainSoughtPodIT(ApiServer server) {
    this.server = server;
    this.admin = server.adminClient();
    this.pods = Pods.inFreshNamespace(admin, "sought");
  }

  @BeforeEach
  void login(@TempDir Path folder) {
    login = ClusterLogin.by(server.kubeconfig(folder.resolve("config")));
  }

  @AfterEach
  void logout() {
    login.close();
    admin.close();
  }

  @Test
  void podOfTheContainerIsShownAndWouldBeActedOn() {
    var pod = running("cart-0");

    var answer = explain("true", pod);

    assertThat(answer.get("outcome").getAsString()).isEqualTo("would-act");
    var shown = answer.getAsJsonObject("alert").getAsJsonObject("pod");
    assertThat(shown.get("name").getAsString()).isEqualTo("cart-0");
    assertThat(shown.get("uid").getAsString()).isEqualTo(pod.getMetadata().getUid());
    assertThat(pods.alive(pod)).isTrue();
  }

  @Test
  void nobodyIsLookedForWhereThatIsOff() {
    var answer = explain("false", running("cart-0"));

    assertThat(answer.get("reason").getAsString()).isEqualTo("NO_POD");
    assertThat(answer.getAsJsonObject("alert").get("pod").isJsonNull()).isTrue();
  }

  private Pod running(String name) {
    return pods.running(name, pod -> pod.editSpec().withNodeName(node()).endSpec());
  }

  private String node() {
    return pods.namespace() + ".node";
  }

  private JsonObject explain(String resolve, Pod pod) {
    var alert =
        """
        {"rule":"Terminal shell in container","priority":"Notice","source":"syscall","time":"%s",
         "hostname":"%s","output_fields":{"container.id":"%s"}}\
        """
            .formatted(Instant.now(), node(), Pods.containerId(pod).substring(0, 12));
    var explained =
        typed(
            alert.getBytes(UTF_8),
            Map.of("FALCO_RESPONDER_TARGET_RESOLVE_BY_CONTAINER_ID", resolve),
            "explain",
            "--cluster",
            "--output",
            "json",
            "-");
    assertThat(explained.err()).isEmpty();
    assertThat(explained.code()).isZero();
    return JsonParser.parseString(explained.out()).getAsJsonObject();
  }
}
