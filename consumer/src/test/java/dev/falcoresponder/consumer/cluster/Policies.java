package dev.falcoresponder.consumer.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Admission policies that deny deletions of pods. */
public final class Policies {
  private Policies() {}

  /**
   * Denies that user every deletion of a pod, and returns once the API server does.
   *
   * @param reason the policy's own reason, such as {@code Forbidden}; without one the API server
   *     says {@code Invalid}
   * @param inForce whether it is in force yet; the API server takes a moment
   */
  public static void denyDeletions(
      KubernetesClient admin,
      String name,
      String user,
      @Nullable String reason,
      BooleanSupplier inForce) {
    admin
        .resource(
            new ValidatingAdmissionPolicyBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withFailurePolicy("Fail")
                .withNewMatchConstraints()
                .addNewResourceRule()
                .withApiGroups("")
                .withApiVersions("v1")
                .withOperations("DELETE")
                .withResources("pods")
                .endResourceRule()
                .endMatchConstraints()
                .addNewMatchCondition("request.userInfo.username == '" + user + "'", "that-user")
                .addNewValidation()
                .withExpression("false")
                .withMessage("pods are precious here")
                .withReason(reason)
                .endValidation()
                .endSpec()
                .build())
        .serverSideApply();
    admin
        .resource(
            new ValidatingAdmissionPolicyBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withPolicyName(name)
                .withValidationActions("Deny")
                .endSpec()
                .build())
        .serverSideApply();
    await().until(inForce::getAsBoolean);
  }
}
