package dev.falcoresponder.consumer.guard;

import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.target.VerifiedTarget;

/**
 * Static pods. The API server only has their mirror: deleting it leaves the containers running, and
 * the kubelet posts it again.
 */
public final class MirrorPods implements Guard {
  @Override
  public String name() {
    return "mirror-pods";
  }

  @Override
  public Verdict judge(VerifiedTarget target) {
    var pod = target.pod();
    return pod.mirrorHash().isPresent()
        ? new Verdict.Objects(
            Reason.MIRROR_POD,
            "pod " + pod.ref() + " mirrors a static pod, which only its node can stop")
        : new Verdict.Clear();
  }
}
