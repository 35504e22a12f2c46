package dev.falcoresponder.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Alerts as Falcosidekick publishes them, made from those that the tests have recorded. */
final class Alerts {
  /** Where Falcosidekick publishes an alert of the built-in rule. */
  static final String SHELL_SUBJECT = "falco.notice.terminal_shell_in_container";

  private static final String SHELL = "06-falco-0.44-with-pod-uid";

  private Alerts() {}

  /** A shell in that pod, now. */
  static byte[] shell(Pod pod) {
    var alert = recorded(SHELL);
    alert.addProperty("time", Instant.now().toString());
    var fields = alert.getAsJsonObject("output_fields");
    fields.addProperty("k8s.ns.name", pod.getMetadata().getNamespace());
    fields.addProperty("k8s.pod.name", pod.getMetadata().getName());
    fields.addProperty("k8s.pod.uid", pod.getMetadata().getUid());
    return alert.toString().getBytes(UTF_8);
  }

  /** A shell in the pod that was recorded. */
  static byte[] shell() {
    return recorded(SHELL).toString().getBytes(UTF_8);
  }

  /** Alerts of several shapes, about 1 KB each, that the built-in rule does not want. */
  static List<byte[]> unwanted() {
    return Stream.of(
            unwanted(SHELL, "Read sensitive file untrusted"),
            unwanted("05-falco-0.40-drop-and-execute", "Drop and execute new binary in container"),
            unwanted("09-falco-0.44-host-event", "Write below etc"),
            unwanted("04-falco-0.35-miner-critical", "Detect outbound connections to miners"),
            unwanted("12-k8saudit-attach-exec", "Attach/Exec Pod"))
        .toList();
  }

  private static byte[] unwanted(String name, String rule) {
    var alert = recorded(name);
    alert.addProperty("rule", rule);
    return alert.toString().getBytes(UTF_8);
  }

  private static JsonObject recorded(String name) {
    var file = "/alerts/" + name + ".json";
    try (var in = Objects.requireNonNull(Alerts.class.getResourceAsStream(file), file)) {
      return JsonParser.parseString(new String(in.readAllBytes(), UTF_8)).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
