package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.Permission;
import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConfigLoader;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ResolveComponentTest {
  @Test
  void clusterRoleHoldsWhatSearchingNeedsAndNothingElse() {
    var granted =
        Component.RESOLVE.clusterRole().getRules().stream()
            .flatMap(
                rule -> Permissions.of(rule.getApiGroups(), rule.getResources(), rule.getVerbs()));

    assertThat(granted).containsExactlyInAnyOrderElementsOf(Permission.NEEDED_TO_RESOLVE);
  }

  @Test
  void baseHoldsNothingOfIt() {
    assertThat(Permission.NEEDED).doesNotContainAnyElementsOf(Permission.NEEDED_TO_RESOLVE);
  }

  @Test
  void environmentSwitchesSearchingOnAndNothingElse() {
    var environment =
        Component.RESOLVE.environment().stream()
            .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    environment.put("HOSTNAME", "replica-a");

    var with = (ConfigAnswer.Loaded) new ConfigLoader(environment).load();

    assertThat(environment).hasSize(2);
    assertThat(with.config().resolve().byContainerId()).isTrue();
  }
}
