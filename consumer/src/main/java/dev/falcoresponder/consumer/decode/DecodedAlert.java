package dev.falcoresponder.consumer.decode;

import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.model.FalcoAlert;
import dev.falcoresponder.model.OutputFields;
import dev.falcoresponder.model.SuspectPod;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;

/**
 * A message that is an alert.
 *
 * @param envelope the message
 * @param alert what it says
 * @param pod the pod it is about; empty for host processes, and for audit events of other resources
 * @param lead where to look for the pod, if the alert itself does not name it; still there once
 *     somebody has looked: then the pod's names are ours, not Falco's
 */
public record DecodedAlert(
    Envelope envelope, FalcoAlert alert, Optional<SuspectPod> pod, Optional<PodLead> lead) {

  /** An alert that names its pod, or is about none. */
  public DecodedAlert(Envelope envelope, FalcoAlert alert, Optional<SuspectPod> pod) {
    this(envelope, alert, pod, Optional.empty());
  }

  /** Whether it is about a pod that nobody has found yet. */
  public boolean seeksPod() {
    return pod.isEmpty() && lead.isPresent();
  }

  /**
   * Whether the pod was found by us, so that no word about it is Falco's but the container's id.
   */
  public boolean foundByUs() {
    return pod.isPresent() && lead.isPresent();
  }

  /** The output fields of which only the pod will tell what they hold. */
  public Set<String> openFields() {
    return seeksPod() ? PodLead.OPEN_FIELDS : Set.of();
  }

  /** The alert as it would be if Falco had known that pod. */
  public DecodedAlert about(SuspectPod found) {
    var fields = new HashMap<>(alert.fields().values());
    fields.put(PodFinder.NAMESPACE, found.ref().namespace());
    fields.put(PodFinder.NAME, found.ref().name());
    found
        .uid()
        .ifPresent(uid -> {
          fields.put(PodFinder.UID, uid);
          fields.put(PodFinder.LEGACY_UID, uid);
        });
    var known =
        new FalcoAlert(
            alert.rule(),
            alert.priority(),
            alert.source(),
            alert.time(),
            alert.hostname(),
            alert.tags(),
            new OutputFields(fields));
    return new DecodedAlert(envelope, known, Optional.of(found), lead);
  }
}
