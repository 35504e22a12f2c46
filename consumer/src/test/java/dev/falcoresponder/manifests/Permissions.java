package dev.falcoresponder.manifests;

import dev.falcoresponder.consumer.cluster.Permission;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes rules of role-based access control apart. */
final class Permissions {
  private Permissions() {}

  /** Every permission that a rule grants, one verb on one resource each. */
  static Stream<Permission> of(List<String> groups, List<String> resources, List<String> verbs) {
    return groups.stream()
        .flatMap(group ->
            resources.stream()
                .flatMap(
                    resource -> verbs.stream().map(verb -> new Permission(group, resource, verb))));
  }

  /** What the API server itself says that the client's account may do in any namespace. */
  static Set<Permission> granted(KubernetesClient client) {
    return granted(client, "default");
  }

  /** What the API server itself says that the client's account may do in that namespace. */
  static Set<Permission> granted(KubernetesClient client, String namespace) {
    var review =
        new SelfSubjectRulesReviewBuilder()
            .withNewSpec()
            .withNamespace(namespace)
            .endSpec()
            .build();
    return client
        .authorization()
        .v1()
        .selfSubjectRulesReview()
        .create(review)
        .getStatus()
        .getResourceRules()
        .stream()
        .flatMap(rule -> of(rule.getApiGroups(), rule.getResources(), rule.getVerbs()))
        .collect(Collectors.toCollection(HashSet::new));
  }
}
