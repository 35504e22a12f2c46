package dev.falcoresponder.consumer.cluster;

import java.util.List;

/**
 * Which pods are on a node. Needs {@link Permission#NEEDED_TO_RESOLVE}. Every call is answered by a
 * value; however many ask about one node at once, the API server is asked once.
 */
public interface NodePods {
  /** What a look at a node finds. */
  sealed interface NodeAnswer {
    /** All pods that are bound to it, finished ones among them; none for a node of no such name. */
    record Listed(List<NodePod> pods) implements NodeAnswer {
      public Listed {
        pods = List.copyOf(pods);
      }
    }

    /** No answer to the question, or more pods than we are ready to look through. */
    record Failed(ClusterFailure failure) implements NodeAnswer {}
  }

  /**
   * Looks at a node; the answer may be a few seconds old.
   *
   * @param node in a form that is safe to put into a URL
   */
  NodeAnswer lately(String node);

  /** Looks at a node again; the answer is a second old at most, or was on its way already. */
  NodeAnswer now(String node);
}
