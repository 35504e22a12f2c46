package dev.falcoresponder.consumer.resolve;

import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.cluster.FailureOutcomes;
import dev.falcoresponder.consumer.cluster.NodePod;
import dev.falcoresponder.consumer.cluster.NodePods;
import dev.falcoresponder.consumer.cluster.NodePods.NodeAnswer;
import dev.falcoresponder.consumer.cluster.StatusLag;
import dev.falcoresponder.consumer.decode.PodLead;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.model.SuspectPod;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Looks for a pod by its container's id among the pods of the node that saw the event: there,
 * twelve digits are enough to tell it, and one that has moved on is not taken for it.
 */
public final class NodeSearch implements PodSearch {
  /** Candidates named to a person. */
  private static final int MOST_NAMED = 5;

  private final NodePods nodes;
  private final ResolveConfig config;
  private final RandomGenerator random;
  private final Map<Finding, LongAdder> findings = new EnumMap<>(Finding.class);

  /** Looks at nodes through that. */
  public NodeSearch(NodePods nodes, ResolveConfig config, RandomGenerator random) {
    this.nodes = nodes;
    this.config = config;
    this.random = random;
    for (var finding : Finding.values()) {
      findings.put(finding, new LongAdder());
    }
  }

  /** How many searches have ended so since the start, by {@link Finding#word}, for metrics. */
  public Map<String, LongSupplier> byWord() {
    return Arrays.stream(Finding.values())
        .collect(Collectors.toMap(Finding::word, finding -> adder(finding)::sum));
  }

  @Override
  public Step<SuspectPod> find(PodLead lead, Envelope envelope) {
    var answer = nodes.lately(lead.node());
    // The container may be younger than what is remembered of its node.
    if (answer instanceof NodeAnswer.Listed(var pods) && candidates(pods, lead).isEmpty()) {
      answer = nodes.now(lead.node());
    }
    return switch (answer) {
      case NodeAnswer.Listed(var pods) -> choose(lead, envelope.deliveries(), pods);
      // A look was denied, not the deed: that is no verdict, and nobody would hear of it.
      case NodeAnswer.Failed(ClusterFailure.Denied(var detail)) ->
          Step.end(new Outcome.Retry(Reason.API_SERVER_BUSY, detail, Optional.empty(), true));
      case NodeAnswer.Failed(var failure) -> Step.end(FailureOutcomes.of(failure));
    };
  }

  private static List<NodePod> candidates(List<NodePod> pods, PodLead lead) {
    return pods.stream().filter(pod -> pod.ran(lead.containerId())).toList();
  }

  private Step<SuspectPod> choose(PodLead lead, long deliveries, List<NodePod> pods) {
    var candidates = candidates(pods, lead);
    if (candidates.size() == 1) {
      return found(lead, candidates.getFirst());
    }
    return candidates.isEmpty() ? unknown(lead, deliveries, pods) : ambiguous(lead, candidates);
  }

  /**
   * The suspicion as Falco would have sent it. Its uid says which pod had the container when the
   * list was made. A pod keeps its node for life, and an id its container, so a pod of that uid is
   * the one; a successor of its name has another. That the pod is still there, and has that
   * container, is proved by whoever reads it next.
   */
  private Step<SuspectPod> found(PodLead lead, NodePod pod) {
    count(Finding.FOUND);
    return Step.next(
        new SuspectPod(pod.ref(), Optional.of(pod.uid()), Optional.of(lead.containerId())));
  }

  private Step<SuspectPod> unknown(PodLead lead, long deliveries, List<NodePod> pods) {
    // A pod is bound to its node before anything of it runs there: with none, there is no status to
    // wait for.
    if (pods.isEmpty()) {
      return nobody(
          Finding.UNKNOWN,
          "the alert names no pod, and there are none on node %s; is that the node's name?"
              .formatted(lead.node()));
    }
    var detail =
        "the alert names no pod, and none on node %s shows container %s"
            .formatted(lead.node(), lead.containerId());
    // Deliveries stand for attempts, since there is no claim yet to count those. An outage may have
    // used them up, but has given statuses time enough.
    if (deliveries < config.attempts()) {
      return Step.end(StatusLag.outcome(detail, random));
    }
    return nobody(Finding.UNKNOWN, detail);
  }

  private Step<SuspectPod> ambiguous(PodLead lead, List<NodePod> candidates) {
    return nobody(
        Finding.AMBIGUOUS,
        "the alert names no pod, and container %s on node %s may be one of %s"
            .formatted(
                lead.containerId(),
                lead.node(),
                candidates.stream()
                    .limit(MOST_NAMED)
                    .map(pod -> pod.ref().toString())
                    .collect(Collectors.joining(", "))));
  }

  private Step<SuspectPod> nobody(Finding finding, String detail) {
    count(finding);
    return Step.end(new Outcome.Ignored(Reason.NO_POD, detail));
  }

  private void count(Finding finding) {
    adder(finding).increment();
  }

  private LongAdder adder(Finding finding) {
    return Objects.requireNonNull(findings.get(finding));
  }
}
