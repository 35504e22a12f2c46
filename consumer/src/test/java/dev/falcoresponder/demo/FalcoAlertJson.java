package dev.falcoresponder.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.falcoresponder.servers.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** A real alert of Falco's about a shell in a container, as if it were about one of our pods. */
final class FalcoAlertJson {
  /** Falco's own rule, and Falcosidekick's subject for it. */
  static final String RULE = "Terminal shell in container";

  static final String SUBJECT = "falco.notice.terminal_shell_in_container";

  private static final String SAMPLE = "/alerts/06-falco-0.44-with-pod-uid.json";
  private static final int SHORT_ID = 12;

  private FalcoAlertJson() {}

  /** Somebody opens a shell in that pod now. */
  static String shellIn(Pod pod) {
    var now = Instant.now();
    var metadata = pod.getMetadata();
    var alert = sample();
    alert.addProperty("uuid", UUID.randomUUID().toString());
    alert.addProperty("time", now.toString());
    alert.addProperty("hostname", Pods.NODE);
    alert.addProperty(
        "output",
        "Notice A shell was spawned in a container with an attached terminal | k8s_pod_name=%s k8s_ns_name=%s"
            .formatted(metadata.getName(), metadata.getNamespace()));
    var fields = alert.getAsJsonObject("output_fields");
    fields.addProperty("evt.time", now.getEpochSecond() * 1_000_000_000L + now.getNano());
    fields.addProperty("k8s.ns.name", metadata.getNamespace());
    fields.addProperty("k8s.pod.name", metadata.getName());
    fields.addProperty("k8s.pod.uid", metadata.getUid());
    fields.addProperty("container.id", Pods.containerId(pod).substring(0, SHORT_ID));
    return alert.toString();
  }

  private static JsonObject sample() {
    try (var in = FalcoAlertJson.class.getResourceAsStream(SAMPLE)) {
      var text = new String(Objects.requireNonNull(in, SAMPLE).readAllBytes(), UTF_8);
      return JsonParser.parseString(text).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
