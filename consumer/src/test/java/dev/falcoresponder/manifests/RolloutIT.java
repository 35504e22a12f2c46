package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.Program;
import dev.falcoresponder.servers.Servers;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which changes replace the pods: what {@code kubectl apply -k} would send, before and after. */
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class RolloutIT {
  private static final String RULES = "falco-responder-rules";

  @TempDir Path folder;
  private Kubectl kubectl;
  private Built before;

  @BeforeEach
  void buildWhatIsThere() {
    kubectl = new Kubectl(Servers.requireExecutable(Program.KUBECTL).path(), folder);
    before = built(BaseFolder.path());
  }

  @Test
  void changedRulesReachThePodsThatAreThere() throws IOException {
    var after = built(changed("rules/rules.yaml"));

    assertThat(after.deployment()).isEqualTo(before.deployment());
    assertThat(after.configMap(RULES)).isNotEqualTo(before.configMap(RULES));
  }

  @Test
  void changedConfigurationReplacesThePods() throws IOException {
    var after = built(changed("config.yaml"));

    assertThat(after.deployment().getSpec().getTemplate())
        .isNotEqualTo(before.deployment().getSpec().getTemplate());
    assertThat(after.configMap(RULES)).isEqualTo(before.configMap(RULES));
  }

  /** A copy of the folder in which that file has one more comment. */
  private Path changed(String file) throws IOException {
    var copy = Files.createDirectory(folder.resolve("changed"));
    try (var files = Files.walk(BaseFolder.path())) {
      for (var source : files.skip(1).toList()) {
        Files.copy(source, copy.resolve(BaseFolder.path().relativize(source)));
      }
    }
    Files.writeString(copy.resolve(file), "# changed\n", StandardOpenOption.APPEND);
    return copy;
  }

  private Built built(Path base) {
    var answer = kubectl.run("", "kustomize", base.toString());
    assertThat(answer.exit()).as(answer.output()).isZero();
    return new Built(
        Arrays.stream(answer.output().split("\n---\n"))
            .map(document -> Serialization.unmarshal(document, KubernetesResource.class))
            .toList());
  }

  private record Built(List<KubernetesResource> objects) {
    Deployment deployment() {
      return objects.stream()
          .filter(Deployment.class::isInstance)
          .map(Deployment.class::cast)
          .findFirst()
          .orElseThrow();
    }

    ConfigMap configMap(String name) {
      return objects.stream()
          .filter(ConfigMap.class::isInstance)
          .map(ConfigMap.class::cast)
          .filter(map -> map.getMetadata().getName().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }
}
