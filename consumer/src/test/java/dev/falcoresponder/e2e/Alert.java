package dev.falcoresponder.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import dev.falcoresponder.servers.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert of Falco about a shell in a pod, as Falcosidekick publishes it.
 *
 * @param rule the Falco rule
 * @param time when it happened
 * @param fields the output fields
 */
record Alert(String rule, Instant time, Map<String, String> fields) {
  private static final String SHELL = "Terminal shell in container";
  private static final int SHORT_ID = 12;

  Alert {
    fields = Map.copyOf(fields);
  }

  /** A shell, just now, in a pod of which the alert knows the name only. */
  static Alert naming(String namespace, String pod) {
    return new Alert(SHELL, Instant.now(), Map.of("k8s.ns.name", namespace, "k8s.pod.name", pod));
  }

  /** A shell in a pod of which the alert knows the name only. */
  static Alert naming(Pod pod) {
    return naming(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
  }

  /** A shell in a pod that the alert proves by uid, as Falco 0.44 does. */
  static Alert about(Pod pod) {
    return naming(pod).with("k8s.pod.uid", pod.getMetadata().getUid());
  }

  /** A shell in a pod that the alert proves by the first digits of a container's id. */
  static Alert inContainer(Pod pod) {
    return naming(pod).with("container.id", Pods.containerId(pod).substring(0, SHORT_ID));
  }

  /** The same alert with one more output field, or another value for it. */
  Alert with(String field, String value) {
    var more = new TreeMap<>(fields);
    more.put(field, value);
    return new Alert(rule, time, more);
  }

  /** The same of another Falco rule. */
  Alert ofRule(String other) {
    return new Alert(other, time, fields);
  }

  /** The same at another time. */
  Alert at(Instant other) {
    return new Alert(rule, other, fields);
  }

  /** Falcosidekick's subject for it. */
  String subject() {
    return "falco.notice." + rule.toLowerCase(java.util.Locale.ROOT).replace(' ', '_');
  }

  /** The message. */
  String json() {
    var output = new JsonObject();
    new TreeMap<>(fields).forEach(output::addProperty);
    var alert = new JsonObject();
    alert.addProperty("output", "A shell was spawned in a container");
    alert.addProperty("priority", "Notice");
    alert.addProperty("rule", rule);
    alert.addProperty("source", "syscall");
    alert.addProperty("time", time.toString());
    alert.add("output_fields", output);
    return alert.toString();
  }

  /** The message's bytes. */
  byte[] payload() {
    return json().getBytes(UTF_8);
  }
}
