package dev.falcoresponder.e2e;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.Stream;

/**
 * An account of the program's namespace with the permissions of some roles, of which one can be
 * taken away.
 *
 * @param admin the administrator's client
 * @param name the account's name, and that of its own role
 * @param roles what it has by right
 */
record Account(KubernetesClient admin, String name, List<ClusterRole> roles) {
  Account {
    roles = List.copyOf(roles);
  }

  /** An account that has all permissions of these roles. */
  static Account with(KubernetesClient admin, String name, ClusterRole... roles) {
    var account = new Account(admin, name, List.of(roles));
    account.grantAll();
    admin
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", name)
                .addNewSubject(null, "ServiceAccount", name, Cluster.OWN_NAMESPACE)
                .build())
        .serverSideApply();
    return account;
  }

  /** Gives everything back. */
  void grantAll() {
    grant(rules().toList());
  }

  /** Gives a permission back, and returns once the API server allows it. */
  void grant(String verb, String group, String resource) {
    grantAll();
    Stage.until(verb + " " + resource, () -> allowed(verb, group, resource));
  }

  /** Takes a permission away, and returns once the API server does not allow it any more. */
  void deny(String verb, String group, String resource) {
    grant(
        rules()
            .filter(
                rule -> !rule.getVerbs().contains(verb) || !rule.getResources().contains(resource))
            .toList());
    Stage.until("no " + verb + " " + resource, () -> !allowed(verb, group, resource));
  }

  private void grant(List<PolicyRule> rules) {
    admin
        .resource(
            new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withRules(rules)
                .build())
        .serverSideApply();
  }

  /** One for each verb on each resource. */
  private Stream<PolicyRule> rules() {
    return roles.stream()
        .flatMap(role -> role.getRules().stream())
        .flatMap(rule ->
            rule.getResources().stream()
                .flatMap(resource ->
                    rule.getVerbs().stream()
                        .map(verb ->
                            new PolicyRuleBuilder()
                                .withApiGroups(rule.getApiGroups())
                                .withResources(resource)
                                .withVerbs(verb)
                                .build())));
  }

  private boolean allowed(String verb, String group, String resource) {
    var review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser("system:serviceaccount:" + Cluster.OWN_NAMESPACE + ":" + name)
            .withNewResourceAttributes()
            .withNamespace("default")
            .withVerb(verb)
            .withGroup(group)
            .withResource(resource)
            .endResourceAttributes()
            .endSpec()
            .build();
    return admin.authorization().v1().subjectAccessReview().create(review).getStatus().getAllowed();
  }
}
