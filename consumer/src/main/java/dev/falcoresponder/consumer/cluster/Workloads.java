package dev.falcoresponder.consumer.cluster;

/** What we ask of the workloads that pods belong to. Answered within the request timeout. */
public interface Workloads {
  /** What a look at a workload finds. */
  sealed interface Answer {
    /** The workload. */
    record Found(Workload workload) implements Answer {}

    /** None of that name and uid. */
    record Absent() implements Answer {}

    /** Of a kind that does not say how many of its pods are available. */
    record Uncounted() implements Answer {}

    /** No answer to the question. */
    record Failed(ClusterFailure failure) implements Answer {}
  }

  /** Looks at a workload, now. */
  Answer look(String namespace, PodSnapshot.Owner owner);
}
