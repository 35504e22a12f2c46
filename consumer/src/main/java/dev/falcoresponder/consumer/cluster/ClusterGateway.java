package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.model.PodRef;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What we ask of Kubernetes. Every call is answered within the request timeout, by a value. */
public interface ClusterGateway {
  /** What a look at a pod finds. */
  sealed interface PodAnswer {
    /** The pod. */
    record Found(PodSnapshot pod) implements PodAnswer {}

    /** No pod of that name, or no such namespace. */
    record Absent() implements PodAnswer {}

    /** No answer to the question. */
    record Failed(ClusterFailure failure) implements PodAnswer {}
  }

  /** What a look at a namespace finds. */
  sealed interface NamespaceAnswer {
    /** Its labels. */
    record Found(Map<String, String> labels) implements NamespaceAnswer {
      public Found {
        labels = Map.copyOf(labels);
      }
    }

    /** No such namespace. */
    record Absent() implements NamespaceAnswer {}

    /** No answer to the question. */
    record Failed(ClusterFailure failure) implements NamespaceAnswer {}
  }

  /** What a deletion comes to. */
  sealed interface DeleteAnswer {
    /** The pod of that uid is being deleted, or, in a dry run, would be. */
    record Deleted() implements DeleteAnswer {}

    /** No pod of that name. */
    record Absent() implements DeleteAnswer {}

    /** The pod of that name has another uid; nothing was done. */
    record Replaced(String detail) implements DeleteAnswer {}

    /** The pod is not any more as it was looked at; nothing was done. */
    record Changed(String detail) implements DeleteAnswer {}

    /** Not done, or, where no answer came, perhaps done: asking again is harmless. */
    record Failed(ClusterFailure failure) implements DeleteAnswer {}
  }

  /**
   * A deletion that can hit nothing but one incarnation of a pod.
   *
   * @param pod the name, for the URL
   * @param uid the incarnation, sent as a precondition
   * @param resourceVersion the state in which the pod was looked at, sent as a precondition, too;
   *     empty to delete the pod whatever has changed about it
   * @param gracePeriod what the containers get, whole seconds
   * @param dryRun ask, admission included, but do nothing
   */
  record Deletion(
      PodRef pod,
      String uid,
      Optional<String> resourceVersion,
      Duration gracePeriod,
      boolean dryRun) {
    public Deletion {
      if (uid.isBlank()) {
        throw new IllegalArgumentException(
            "a deletion without a uid could hit any pod of that name");
      }
    }
  }

  /** Looks at a pod, now. */
  PodAnswer pod(PodRef pod);

  /** Looks at a namespace; the answer may be a few seconds old. */
  NamespaceAnswer namespace(String name);

  /** Deletes. */
  DeleteAnswer delete(Deletion deletion);
}
