package dev.falcoresponder.consumer.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.falcoresponder.consumer.cluster.NodePod;
import dev.falcoresponder.consumer.fixtures.Alerts;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.intake.Payload;
import java.util.Optional;

/** Messages about a pod, as Falcosidekick writes them. */
final class Messages {
  /** What identifies {@link Snapshots#running()}. */
  static final String UID = "\"k8s.pod.uid\":\"" + Snapshots.UID + "\",";

  /** A container that the pod does not show. */
  static final String OTHER_CONTAINER = "\"container.id\":\"ffffffffffff\",";

  /** The node that saw {@link #inContainer}. */
  static final String NODE = "node-a";

  private Messages() {}

  /** The first delivery of an alert about the running pod. */
  static Envelope aboutPod() {
    return about("shop", UID);
  }

  /** The first delivery of an alert about the pod in that namespace, with those fields besides. */
  static Envelope about(String namespace, String fields) {
    return message(
        1,
        1,
        """
        {"rule":"Terminal shell in container","priority":"Notice","source":"syscall",\
        "time":"2026-08-03T12:00:01.25Z",\
        "output_fields":{%s"k8s.ns.name":"%s","k8s.pod.name":"cart-0"}}\
        """
            .formatted(fields, namespace));
  }

  /** The first delivery of an alert that knows of the running pod nothing but its container. */
  static Envelope inContainer() {
    return message(
        1,
        1,
        """
        {"rule":"Terminal shell in container","priority":"Notice","source":"syscall",\
        "time":"2026-08-03T12:00:01.25Z","hostname":"%s",\
        "output_fields":{"container.id":"%s","k8s.ns.name":null,"k8s.pod.name":null}}\
        """
            .formatted(NODE, Snapshots.CONTAINER.substring(0, 12)));
  }

  /** The running pod as a list of its node's pods shows it. */
  static NodePod listed() {
    var pod = Snapshots.running();
    return new NodePod(pod.ref(), pod.uid(), pod.containerIds());
  }

  /** A message of that text. */
  static Envelope message(long sequence, long deliveries, String text) {
    return message(sequence, deliveries, text.getBytes(UTF_8));
  }

  /** A message of those bytes. */
  static Envelope message(long sequence, long deliveries, byte[] bytes) {
    var id = new AlertId("FALCO", sequence, Alerts.STORED.plusSeconds(sequence));
    return new Envelope(id, "falco.notice.x", new Payload(bytes), deliveries, Optional.empty());
  }

  /** The same message, delivered once more. */
  static Envelope again(Envelope before) {
    return new Envelope(
        before.id(), before.subject(), before.payload(), before.deliveries() + 1, before.replay());
  }
}
