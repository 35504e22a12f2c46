package dev.falcoresponder.consumer.cluster;

import java.util.Arrays;
import java.util.List;

/**
 * A permission in the API server's role-based access control.
 *
 * @param apiGroup the group; empty for the core group
 * @param resource the resource, plural
 * @param verb the verb
 */
public record Permission(String apiGroup, String resource, String verb) {
  static final Permission GET_PODS = new Permission("", "pods", "get");
  static final Permission DELETE_PODS = new Permission("", "pods", "delete");
  static final Permission LIST_PODS = new Permission("", "pods", "list");
  static final Permission GET_NAMESPACES = new Permission("", "namespaces", "get");

  /** What Kubernetes Events need, where they are switched on. */
  public static final Permission CREATE_EVENTS =
      new Permission("events.k8s.io", "events", "create");

  /** What Events on a replica's own pod need, in the namespace of the program alone. */
  public static final List<Permission> OWN_POD = List.of(GET_PODS, CREATE_EVENTS);

  /**
   * All that the program's account must be allowed in every namespace it is to respond in, and
   * nothing more. Asking {@code /readyz} needs none of its own: Kubernetes allows it to every
   * account.
   */
  public static final List<Permission> NEEDED = List.of(GET_PODS, DELETE_PODS, GET_NAMESPACES);

  /** What it needs besides where a rule asks how many healthy replicas would remain. */
  public static final List<Permission> OWNER_HEALTH =
      Arrays.stream(WorkloadKind.values()).map(WorkloadKind::permission).toList();

  /**
   * What it must be allowed besides, and everywhere, to find pods by their containers' ids: {@code
   * target.resolve-by-container-id}.
   */
  public static final List<Permission> NEEDED_TO_RESOLVE = List.of(LIST_PODS);

  /** The permission as a rule of a Role or ClusterRole. */
  public String asRule() {
    return "{apiGroups: [\"%s\"], resources: [%s], verbs: [%s]}"
        .formatted(apiGroup, resource, verb);
  }
}
