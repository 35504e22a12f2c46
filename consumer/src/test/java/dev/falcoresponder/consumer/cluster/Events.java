package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.consumer.cluster.KubernetesEvent.EventType;
import dev.falcoresponder.consumer.cluster.KubernetesEvent.ObjectRef;
import java.time.Instant;
import java.util.Optional;

/** Events about a pod {@code cart-0}; each method answers a changed copy. */
public final class Events {
  static final Instant AT = Instant.parse("2026-08-03T12:00:03.123456789Z");

  private Events() {}

  public static KubernetesEvent about(String namespace, Optional<String> uid) {
    return new KubernetesEvent(
        "cart-0.falco-0123456789abcdef",
        new ObjectRef("v1", "Pod", namespace, "cart-0", uid),
        Optional.empty(),
        EventType.WARNING,
        "FalcoResponseTerminated",
        "Terminate",
        "Terminated because Falco saw a shell",
        "responder-0",
        AT,
        Optional.empty());
  }

  static KubernetesEvent noted(KubernetesEvent event, String name, String note) {
    return new KubernetesEvent(
        name,
        event.regarding(),
        event.related(),
        event.type(),
        event.reason(),
        event.action(),
        note,
        event.reportingInstance(),
        event.at(),
        event.series());
  }

  static KubernetesEvent series(KubernetesEvent event, int count) {
    return new KubernetesEvent(
        event.name(),
        event.regarding(),
        Optional.of(event.regarding()),
        EventType.NORMAL,
        event.reason(),
        event.action(),
        event.note(),
        event.reportingInstance(),
        event.at(),
        Optional.of(new KubernetesEvent.Series(count, AT.plusSeconds(60))));
  }

  /** With words of that length. */
  static KubernetesEvent worded(KubernetesEvent event, int length) {
    return new KubernetesEvent(
        event.name(),
        event.regarding(),
        event.related(),
        event.type(),
        "R".repeat(length),
        "A".repeat(length),
        event.note(),
        "i".repeat(length),
        event.at(),
        event.series());
  }
}
