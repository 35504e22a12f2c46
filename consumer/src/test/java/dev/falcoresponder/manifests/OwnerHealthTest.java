package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.Permission;
import org.junit.jupiter.api.Test;

class OwnerHealthTest {
  @Test
  void roleHoldsWhatCountingReplicasNeedsAndNothingElse() {
    var granted =
        Component.OWNER_HEALTH.clusterRole().getRules().stream()
            .flatMap(
                rule -> Permissions.of(rule.getApiGroups(), rule.getResources(), rule.getVerbs()));

    assertThat(granted).containsExactlyInAnyOrderElementsOf(Permission.OWNER_HEALTH);
  }

  @Test
  void roleIsBoundToTheAccountOfTheBase() {
    var binding = Component.OWNER_HEALTH.clusterRoleBinding();

    assertThat(binding.getRoleRef().getName())
        .isEqualTo(Component.OWNER_HEALTH.clusterRole().getMetadata().getName());
    assertThat(binding.getSubjects())
        .singleElement()
        .satisfies(subject -> {
          assertThat(subject.getKind()).isEqualTo("ServiceAccount");
          assertThat(subject.getNamespace()).isEqualTo("falco-response");
          assertThat(BaseFolder.pod().getServiceAccountName()).isEqualTo(subject.getName());
        });
  }
}
