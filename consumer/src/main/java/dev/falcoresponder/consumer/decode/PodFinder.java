package dev.falcoresponder.consumer.decode;

import dev.falcoresponder.model.OutputFields;
import dev.falcoresponder.model.PodRef;
import dev.falcoresponder.model.SuspectPod;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the pod that an alert is about in its output fields. Says "no pod" where the alert names
 * none, and "malformed" where it names one in a way that cannot be right; never guesses.
 */
final class PodFinder {
  private static final String AUDIT_SOURCE = "k8s_audit";
  private static final String KERNEL_SOURCE = "syscall";
  static final String NAMESPACE = "k8s.ns.name";
  static final String NAME = "k8s.pod.name";
  static final String UID = "k8s.pod.uid";

  /**
   * Falco's older word for {@link #UID}. {@code k8smeta.pod.uid} is left out: it comes from another
   * lookup.
   */
  static final String LEGACY_UID = "k8s.pod.id";

  private static final String CONTAINER_ID = "container.id";
  private static final String FULL_CONTAINER_ID = "container.full_id";
  private static final String TARGET_RESOURCE = "ka.target.resource";
  private static final String TARGET_NAMESPACE = "ka.target.namespace";
  private static final String TARGET_NAME = "ka.target.name";

  /** What Falco writes for a process outside of any container. */
  private static final String HOST = "host";

  /** The output fields that identify a pod. */
  static final Set<String> FIELDS =
      Set.of(
          NAMESPACE,
          NAME,
          UID,
          LEGACY_UID,
          CONTAINER_ID,
          FULL_CONTAINER_ID,
          TARGET_RESOURCE,
          TARGET_NAMESPACE,
          TARGET_NAME);

  private PodFinder() {}

  static Optional<SuspectPod> find(String source, OutputFields fields)
      throws MalformedAlertException {
    return source.equals(AUDIT_SOURCE) ? auditTarget(fields) : workload(fields);
  }

  /**
   * Where to look for the pod of an alert in which {@link #find} finds none. Only for what Falco
   * saw in a container and knew nothing else about: half a name is no look-up that came too late,
   * and what would be malformed beside a pod's name leads nowhere.
   */
  static Optional<PodLead> lead(String source, Optional<String> hostname, OutputFields fields) {
    var node = hostname.filter(PodLead::isNode);
    if (node.isEmpty() || !source.equals(KERNEL_SOURCE) || namesAnything(fields)) {
      return Optional.empty();
    }
    try {
      return containerId(fields).map(id -> new PodLead(id, node.get()));
    } catch (MalformedAlertException _) {
      return Optional.empty();
    }
  }

  private static boolean namesAnything(OutputFields fields) {
    return PodLead.OPEN_FIELDS.stream().anyMatch(field -> fields.meaningful(field).isPresent());
  }

  /**
   * An audit event's target is a pod only if it says so; otherwise the name is a Deployment's, a
   * Secret's, …
   */
  private static Optional<SuspectPod> auditTarget(OutputFields fields)
      throws MalformedAlertException {
    if (!fields.meaningful(TARGET_RESOURCE).equals(Optional.of("pods"))) {
      return Optional.empty();
    }
    return named(fields, TARGET_NAMESPACE, TARGET_NAME)
        .map(ref -> new SuspectPod(ref, Optional.empty(), Optional.empty()));
  }

  private static Optional<SuspectPod> workload(OutputFields fields) throws MalformedAlertException {
    var container = fields.meaningful(CONTAINER_ID);
    if (container.equals(Optional.of(HOST))) {
      return Optional.empty();
    }
    var ref = named(fields, NAMESPACE, NAME);
    if (ref.isEmpty()) {
      return Optional.empty();
    }
    var uid = agreed(uid(fields, UID), uid(fields, LEGACY_UID), String::equals);
    return Optional.of(new SuspectPod(ref.get(), uid, containerId(fields)));
  }

  private static Optional<PodRef> named(
      OutputFields fields, String namespaceField, String nameField) throws MalformedAlertException {
    var namespace = fields.meaningful(namespaceField);
    var name = fields.meaningful(nameField);
    if (namespace.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    if (!PodRef.isNamespace(namespace.get())) {
      throw new MalformedAlertException(
          "%s is %s, which is no namespace's name"
              .formatted(namespaceField, Excerpt.of(namespace.get())));
    }
    if (!PodRef.isPodName(name.get())) {
      throw new MalformedAlertException(
          "%s is %s, which is no pod's name".formatted(nameField, Excerpt.of(name.get())));
    }
    return Optional.of(new PodRef(namespace.get(), name.get()));
  }

  private static Optional<String> uid(OutputFields fields, String field)
      throws MalformedAlertException {
    var uid = fields.meaningful(field).map(text -> text.toLowerCase(Locale.ROOT));
    if (uid.isPresent() && !Identifiers.isPodUid(uid.get())) {
      throw new MalformedAlertException(
          "%s is %s, which is no uid".formatted(field, Excerpt.of(uid.get())));
    }
    return uid;
  }

  private static Optional<String> containerId(OutputFields fields) throws MalformedAlertException {
    return agreed(
        containerId(fields, FULL_CONTAINER_ID),
        containerId(fields, CONTAINER_ID),
        String::startsWith);
  }

  private static Optional<String> containerId(OutputFields fields, String field)
      throws MalformedAlertException {
    var id = fields.meaningful(field);
    if (id.isPresent() && !Identifiers.isContainerId(id.get())) {
      throw new MalformedAlertException(
          "%s is %s, which is no container's id".formatted(field, Excerpt.of(id.get())));
    }
    return id;
  }

  private interface Agreement {
    boolean holds(String better, String other);
  }

  /** The better of two words for the same thing; two that contradict each other name two pods. */
  private static Optional<String> agreed(
      Optional<String> better, Optional<String> other, Agreement agreement)
      throws MalformedAlertException {
    if (better.isPresent() && other.isPresent() && !agreement.holds(better.get(), other.get())) {
      throw new MalformedAlertException(
          "the alert contradicts itself: %s and %s"
              .formatted(Excerpt.of(better.get()), Excerpt.of(other.get())));
    }
    return better.or(() -> other);
  }
}
