package dev.falcoresponder.consumer.guard;

import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.cluster.ClusterGateway;
import dev.falcoresponder.consumer.cluster.ClusterGateway.NamespaceAnswer;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.target.VerifiedTarget;
import java.util.Optional;

/**
 * Namespaces that their owners protect by a label. The namespace's label, not the pod's: whoever
 * has taken over a pod may be able to label it.
 */
public final class NamespaceLabel implements Guard {
  /** The label. */
  public static final String LABEL = "falco-responder.dev/protect";

  private final ClusterGateway cluster;

  /** Looks at namespaces through the gateway. */
  public NamespaceLabel(ClusterGateway cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return "namespace-label";
  }

  @Override
  public Verdict judge(VerifiedTarget target) {
    var namespace = target.pod().ref().namespace();
    return switch (cluster.namespace(namespace)) {
      case NamespaceAnswer.Found(var labels) when "true".equals(labels.get(LABEL)) ->
          new Verdict.Objects(
              Reason.PROTECTED_LABEL,
              "namespace " + namespace + " is protected by label " + LABEL + "=true");
      case NamespaceAnswer.Found _ -> new Verdict.Clear();
      // It went after the pod was read, which a namespace does only after all of its pods: the next
      // look tells.
      case NamespaceAnswer.Absent _ ->
          new Verdict.CannotTell(
              new ClusterFailure.Busy(
                  "namespace " + namespace + " is being removed", Optional.empty()));
      case NamespaceAnswer.Failed(var failure) -> new Verdict.CannotTell(failure);
    };
  }
}
