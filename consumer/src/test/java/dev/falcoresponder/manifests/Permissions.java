package dev.falcoresponder.manifests;

import dev.falcoresponder.consumer.cluster.Permission;
import java.util.List;
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
}
