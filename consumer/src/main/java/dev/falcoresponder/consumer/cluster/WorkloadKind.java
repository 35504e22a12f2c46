package dev.falcoresponder.consumer.cluster;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of Kubernetes' own that count their pods in the same words. */
enum WorkloadKind {
  REPLICA_SET("ReplicaSet", "replicasets"),
  DEPLOYMENT("Deployment", "deployments"),
  STATEFUL_SET("StatefulSet", "statefulsets"),
  DAEMON_SET("DaemonSet", "daemonsets");

  private final String word;
  private final String resource;

  WorkloadKind(String word, String resource) {
    this.word = word;
    this.resource = resource;
  }

  /** The kind of that owner; others have kinds of these names too, in groups of their own. */
  static Optional<WorkloadKind> of(PodSnapshot.Owner owner) {
    return Arrays.stream(values())
        .filter(kind -> kind.word.equals(owner.kind()) && owner.apiVersion().startsWith("apps/"))
        .findFirst();
  }

  String word() {
    return word;
  }

  /** What a look needs. */
  Permission permission() {
    return new Permission("apps", resource, "get");
  }

  /** Where one is, below the API server's address. */
  String path(String namespace, String name) {
    return "apis/apps/v1/namespaces/" + namespace + "/" + resource + "/" + name;
  }
}
