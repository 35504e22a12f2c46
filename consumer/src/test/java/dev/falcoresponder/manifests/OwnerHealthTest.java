package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.Permission;
import org.junit.jupiter.api.Test;

class OwnerHealthTest {
  @Test
  void roleHoldsWhatCountingReplicasNeedsAndNothingElse() {
    var granted =
        OwnerHealthFolder.clusterRole().getRules().stream()
            .flatMap(
                rule -> Permissions.of(rule.getApiGroups(), rule.getResources(), rule.getVerbs()));

    assertThat(granted).containsExactlyInAnyOrderElementsOf(Permission.OWNER_HEALTH);
  }

  @Test
  void roleIsBoundToTheAccountOfTheBase() {
    var binding = OwnerHealthFolder.clusterRoleBinding();

    assertThat(binding.getRoleRef().getName())
        .isEqualTo(OwnerHealthFolder.clusterRole().getMetadata().getName());
    assertThat(binding.getSubjects())
        .singleElement()
        .satisfies(subject -> {
          assertThat(subject.getKind()).isEqualTo("ServiceAccount");
          assertThat(subject.getNamespace()).isEqualTo("falco-response");
          assertThat(BaseFolder.pod().getServiceAccountName()).isEqualTo(subject.getName());
        });
  }
}
