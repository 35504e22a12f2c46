package dev.falcoresponder.e2e;

import dev.falcoresponder.manifests.AskedDeletion;
import dev.falcoresponder.servers.Pods;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchema;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.PriorityLevelConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** What the components {@code admission} and {@code priority-level} put into a cluster. */
final class Restraints {
  private static final DeleteOptions WITHOUT_UID =
      new DeleteOptionsBuilder().withDryRun("All").build();

  private Restraints() {}

  /** Puts it there, and returns once the API server minds it. */
  static void impose(KubernetesClient admin, KubernetesClient account) {
    var objects =
        List.<HasMetadata>of(
            Cluster.component(
                "priority-level", "priority-level-configuration", PriorityLevelConfiguration.class),
            Cluster.component("priority-level", "flow-schema", FlowSchema.class),
            Cluster.component("admission", "policy", ValidatingAdmissionPolicy.class),
            Cluster.component("admission", "binding", ValidatingAdmissionPolicyBinding.class));
    objects.forEach(object -> admin.resource(object).serverSideApply());
    var pod = Pods.inFreshNamespace(admin, "restraints").running("probe");
    Stage.until(
        "a deletion without uid is denied",
        () ->
            AskedDeletion.of(account, pod, WITHOUT_UID)
                .message()
                .contains("ValidatingAdmissionPolicy"));
  }
}
