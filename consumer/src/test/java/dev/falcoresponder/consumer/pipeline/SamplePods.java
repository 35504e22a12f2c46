package dev.falcoresponder.consumer.pipeline;

import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.consumer.fixtures.InMemoryCluster;
import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.model.PodRef;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A cluster with every pod that the samples name, each older than any of them. */
final class SamplePods {
  private static final Instant BORN = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant STORED = Instant.parse("2026-08-03T12:00:05Z");
  private static final String WEB = "3e41dc6b-08a8-44db-bc2a-3724b18ab19a";
  private static final Map<PodRef, String> CONTAINERS =
      Map.of(
          new PodRef("shop", "cart-5c7f6d9b8-x2x9k"), "4be1d09c77aa",
          new PodRef("batch", "etl-28193412-h8c2d"), "9a0f33be0e51",
          new PodRef("prod", "web-7d9c9b6f7c-2qkxl"), "c0ffee5a11ad",
          new PodRef("default", "web-0"), "1f2e3d4c5b6a",
          new PodRef("hello-app", "nginx-676b6c5bbc-4xc6t"), "aaaaaaaaaaaa",
          new PodRef("pay", "worker-6d5f7b9c9d-abcde"), "0badc0de0002",
          new PodRef("falco-response", "falco-responder-6f5d4c3b2a-11111"), "deadbeef0001",
          new PodRef("x", "y"), "deadbeef0002",
          new PodRef("default", "test"), "bbbbbbbbbbbb",
          new PodRef("d", "p"), "cccccccccccc");

  private SamplePods() {}

  static InMemoryCluster all() {
    var cluster = new InMemoryCluster();
    CONTAINERS.forEach((pod, container) -> cluster.with(snapshot(pod, container)));
    return cluster;
  }

  private static PodSnapshot snapshot(PodRef pod, String container) {
    return new PodSnapshot(
        pod,
        pod.name().equals("web-0") ? WEB : "00000000-0000-0000-0000-" + container,
        "712",
        BORN,
        Optional.of(BORN),
        Set.of(container + "0".repeat(52)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true);
  }

  /** A first delivery, stored after all events in the samples. */
  static Envelope message(long sequence, String subject, byte[] bytes) {
    var id = new AlertId("FALCO", sequence, STORED);
    return new Envelope(id, subject, new Payload(bytes), 1, Optional.empty());
  }
}
