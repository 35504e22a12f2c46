package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.Permission;
import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConfigLoader;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventsComponentTest {
  @Test
  void clusterRoleHoldsWhatEventsNeedAndNothingElse() {
    assertThat(granted(Component.EVENTS.clusterRole().getRules()))
        .containsExactly(Permission.CREATE_EVENTS);
  }

  @Test
  void roleHoldsWhatEventsOnTheOwnPodNeedAndNothingElse() {
    assertThat(granted(Component.EVENTS.role().getRules()))
        .containsExactlyElementsOf(Permission.OWN_POD);
  }

  @Test
  void baseHoldsNothingOfIt() {
    assertThat(Permission.NEEDED).doesNotContain(Permission.CREATE_EVENTS);
  }

  @Test
  void clusterRoleIsBoundToTheAccountOfTheBase() {
    var binding = Component.EVENTS.clusterRoleBinding();

    assertBound(Component.EVENTS.clusterRole(), binding.getRoleRef(), binding.getSubjects());
  }

  @Test
  void roleIsBoundToTheAccountOfTheBase() {
    var binding = Component.EVENTS.roleBinding();

    assertBound(Component.EVENTS.role(), binding.getRoleRef(), binding.getSubjects());
  }

  private static Stream<Permission> granted(List<PolicyRule> rules) {
    return rules.stream()
        .flatMap(rule -> Permissions.of(rule.getApiGroups(), rule.getResources(), rule.getVerbs()));
  }

  private static void assertBound(HasMetadata role, RoleRef ref, List<Subject> subjects) {
    assertThat(ref.getKind()).isEqualTo(role.getKind());
    assertThat(ref.getName()).isEqualTo(role.getMetadata().getName());
    assertThat(subjects)
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
