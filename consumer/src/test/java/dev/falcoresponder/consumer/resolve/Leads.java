package dev.falcoresponder.consumer.resolve;

import dev.falcoresponder.consumer.cluster.NodePod;
import dev.falcoresponder.consumer.decode.PodLead;
import dev.falcoresponder.consumer.fixtures.Alerts;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.model.PodRef;
import dev.falcoresponder.model.SuspectPod;
import java.util.Optional;
import java.util.Set;

/** A container on a node, and pods that may be its. */
final class Leads {
  static final String NODE = "node-a";
  static final String DIGITS = "1f2e3d4c5b6a";
  static final PodLead LEAD = new PodLead(DIGITS, NODE);

  private Leads() {}

  /** A pod with one container whose id begins so. */
  static NodePod pod(String name, String digits) {
    return new NodePod(
        new PodRef("shop", name), "uid-" + name, Set.of(digits + "0".repeat(64 - digits.length())));
  }

  /** The suspicion that the lead makes of a pod of that name. */
  static SuspectPod suspect(String name) {
    return new SuspectPod(
        new PodRef("shop", name), Optional.of("uid-" + name), Optional.of(DIGITS));
  }

  /** That delivery of an alert. */
  static Envelope delivery(long number) {
    return Alerts.envelope(1, number);
  }
}
