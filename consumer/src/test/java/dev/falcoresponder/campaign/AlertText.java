package dev.falcoresponder.campaign;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What is published, as characters of one byte each. */
final class AlertText {
  /** Where Falcosidekick publishes alerts of the built-in rule. */
  static final String SUBJECT = "falco.notice.terminal_shell_in_container";

  private static final String SHELL = "Terminal shell in container";
  private static final int SHORT_ID = 12;
  private static final int LARGE = 700_000;

  private static final List<String> POISON =
      List.of(
          "",
          "not JSON at all \u00ff\u00fe",
          "{\"rule\":\"" + SHELL + "\"",
          "[1,2,3]",
          "{\"rule\":\"" + SHELL + "\",\"output_fields\":[]}",
          "{\"rule\":7}",
          "[".repeat(50_000));

  private AlertText() {}

  /** A shell, proved by the pod's uid. */
  static String shell(Incarnation pod) {
    return text(SHELL, pod, Optional.of(pod.uid()), Optional.empty());
  }

  /** A shell, proved by the first digits of a container's id. */
  static String shell(Incarnation pod, String containerId) {
    return text(SHELL, pod, Optional.empty(), Optional.of(containerId.substring(0, SHORT_ID)));
  }

  /** Something about a pod that no rule wants. */
  static String unwanted(Incarnation pod) {
    return text("Read sensitive file untrusted", pod, Optional.of(pod.uid()), Optional.empty());
  }

  /** Something that no rule wants, of the size that alerts have where a command line is long. */
  static String large(RandomGenerator random) {
    var line = "x".repeat(random.nextInt(LARGE - 200_000, LARGE));
    return "{\"rule\":\"Long command line\",\"source\":\"syscall\",\"output\":\"" + line + "\"}";
  }

  /** Something that cannot be read, each unlike the others. */
  static String poison(RandomGenerator random) {
    var text = POISON.get(random.nextInt(POISON.size()));
    return text.isEmpty() ? text : text + " " + random.nextInt();
  }

  private static String text(
      String rule, Incarnation pod, Optional<String> uid, Optional<String> container) {
    var fields = new JsonObject();
    fields.addProperty("k8s.ns.name", pod.namespace());
    fields.addProperty("k8s.pod.name", pod.name());
    uid.ifPresent(id -> fields.addProperty("k8s.pod.uid", id));
    container.ifPresent(id -> fields.addProperty("container.id", id));
    var alert = new JsonObject();
    alert.addProperty("output", "A shell was spawned in a container");
    alert.addProperty("priority", "Notice");
    alert.addProperty("rule", rule);
    alert.addProperty("source", "syscall");
    alert.addProperty("time", Instant.now().toString());
    alert.add("output_fields", fields);
    return alert.toString();
  }
}
