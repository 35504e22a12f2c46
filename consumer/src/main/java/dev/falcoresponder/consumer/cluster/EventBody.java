package dev.falcoresponder.consumer.cluster;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The body of a POST that creates an Event. */
record EventBody(KubernetesSerialization serialization) {
  private static final String CONTROLLER = "falco-responder.dev/responder";

  /** Six digits, always: the API server takes nothing else for a MicroTime. */
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  String of(KubernetesEvent event) {
    var builder =
        new EventBuilder()
            .withNewMetadata()
            .withName(event.name())
            .withNamespace(event.regarding().namespace())
            .endMetadata()
            .withEventTime(time(event.at()))
            .withType(type(event.type()))
            .withReason(event.reason())
            .withAction(event.action())
            .withNote(event.note())
            .withReportingController(CONTROLLER)
            .withReportingInstance(event.reportingInstance())
            .withRegarding(reference(event.regarding()));
    event.related().ifPresent(related -> builder.withRelated(reference(related)));
    event
        .series()
        .ifPresent(series ->
            builder
                .withNewSeries()
                .withCount(series.count())
                .withLastObservedTime(time(series.lastAt()))
                .endSeries());
    return serialization.asJson(builder.build());
  }

  private static String type(KubernetesEvent.EventType type) {
    return switch (type) {
      case NORMAL -> "Normal";
      case WARNING -> "Warning";
    };
  }

  private static MicroTime time(Instant instant) {
    return new MicroTime(MICROS.format(instant));
  }

  private static ObjectReference reference(KubernetesEvent.ObjectRef object) {
    return new ObjectReferenceBuilder()
        .withApiVersion(object.apiVersion())
        .withKind(object.kind())
        .withNamespace(object.namespace())
        .withName(object.name())
        .withUid(object.uid().orElse(null))
        .build();
  }
}
