package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.Permission;
import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConfigLoader;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventsComponentTest {
  @Test
  void clusterRoleHoldsWhatEventsNeedAndNothingElse() {
    var granted =
        Component.EVENTS.clusterRole().getRules().stream()
            .flatMap(
                rule -> Permissions.of(rule.getApiGroups(), rule.getResources(), rule.getVerbs()));

    assertThat(granted).containsExactly(Permission.CREATE_EVENTS);
  }

  @Test
  void baseHoldsNothingOfIt() {
    assertThat(Permission.NEEDED).doesNotContain(Permission.CREATE_EVENTS);
  }

  @Test
  void roleIsBoundToTheAccountOfTheBase() {
    var binding = Component.EVENTS.clusterRoleBinding();

    assertThat(binding.getRoleRef().getName())
        .isEqualTo(Component.EVENTS.clusterRole().getMetadata().getName());
    assertThat(binding.getSubjects())
        .singleElement()
        .satisfies(subject -> {
          assertThat(subject.getKind()).isEqualTo("ServiceAccount");
          assertThat(subject.getNamespace()).isEqualTo("falco-response");
          assertThat(subject.getName()).isEqualTo(BaseFolder.pod().getServiceAccountName());
        });
  }

  @Test
  void environmentSwitchesEventsOnAndNothingElse() {
    var environment =
        Component.EVENTS.environment().stream()
            .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    environment.put("HOSTNAME", "replica-a");

    var with = (ConfigAnswer.Loaded) new ConfigLoader(environment).load();

    assertThat(environment).hasSize(2);
    assertThat(with.config().announce().events()).isTrue();
  }
}
