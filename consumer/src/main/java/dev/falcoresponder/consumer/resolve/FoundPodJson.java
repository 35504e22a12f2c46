package dev.falcoresponder.consumer.resolve;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.falcoresponder.consumer.decode.PodLead;
import dev.falcoresponder.model.PodRef;
import dev.falcoresponder.model.SuspectPod;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pod that was found as a short JSON object; what else it may hold is passed over. */
final class FoundPodJson {
  private static final Gson GSON = new Gson();

  private FoundPodJson() {}

  private record Wire(@Nullable String namespace, @Nullable String pod, @Nullable String uid) {}

  static byte[] write(SuspectPod pod) {
    var wire = new Wire(pod.ref().namespace(), pod.ref().name(), pod.uid().orElse(null));
    return GSON.toJson(wire).getBytes(StandardCharsets.UTF_8);
  }

  /** The pod that the lead led to; empty for anything that does not say it whole. */
  static Optional<SuspectPod> read(byte[] json, PodLead lead) {
    try {
      return Optional.ofNullable(
              GSON.fromJson(new String(json, StandardCharsets.UTF_8), Wire.class))
          .flatMap(wire -> pod(wire, lead));
    } catch (JsonParseException _) {
      return Optional.empty();
    }
  }

  private static Optional<SuspectPod> pod(Wire wire, PodLead lead) {
    return wire.namespace == null
            || wire.pod == null
            || wire.uid == null
            || wire.uid.isBlank()
            || !PodRef.isNamespace(wire.namespace)
            || !PodRef.isPodName(wire.pod)
        ? Optional.empty()
        : Optional.of(
            new SuspectPod(
                new PodRef(wire.namespace, wire.pod),
                Optional.of(wire.uid),
                Optional.of(lead.containerId())));
  }
}
