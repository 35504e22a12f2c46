package dev.falcoresponder.consumer.guard;

import dev.falcoresponder.consumer.budget.Scope;
import dev.falcoresponder.consumer.budget.Standing;
import dev.falcoresponder.consumer.budget.Use;
import dev.falcoresponder.consumer.cluster.PodSnapshot;
import dev.falcoresponder.consumer.rules.ActionSpec;
import dev.falcoresponder.consumer.target.VerifiedTarget;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What a person needs to know to decide about a held alert. */
final class HoldText {
  private HoldText() {}

  /** Everything that holds it, and what would be done. */
  static String of(VerifiedTarget target, List<Verdict.Holds> holds) {
    return holds.stream().map(Verdict.Holds::detail).collect(Collectors.joining("; "))
        + "; "
        + deed(target);
  }

  /** How the budget stands, to be appended; nothing where there is none. */
  static String of(PodSnapshot pod, Standing standing) {
    return switch (standing) {
      case Standing.Uses(var uses) when uses.isEmpty() -> "";
      case Standing.Uses(var uses) -> "; deletion budget: " + of(pod, uses);
      case Standing.Unknown(var why) -> "; how the deletion budget stands is unknown: " + why;
    };
  }

  static String of(PodSnapshot pod, List<Use> uses) {
    return uses.stream().map(use -> of(pod, use)).collect(Collectors.joining(", "));
  }

  private static String of(PodSnapshot pod, Use use) {
    return "%d of %d in %s for %s%s"
        .formatted(
            use.used(),
            use.limit(),
            of(use.window()),
            subject(pod, use.scope()),
            use.freeAt().map(time -> " (the next at " + time + ")").orElse(""));
  }

  private static String subject(PodSnapshot pod, Scope scope) {
    return switch (scope) {
      case CLUSTER -> "the cluster";
      case NAMESPACE -> "namespace " + pod.ref().namespace();
      case OWNER ->
          pod.owner().map(owner -> owner.kind() + " " + owner.name()).orElse("the pod's owner");
    };
  }

  private static String of(Duration window) {
    return window.toSecondsPart() == 0 ? window.toMinutes() + " min" : window.toSeconds() + " s";
  }

  private static String deed(VerifiedTarget target) {
    var pod = target.pod();
    return switch (target.claimed().planned().action().spec()) {
      case ActionSpec.Terminate(var grace, _) ->
          "would delete pod %s (uid %s) with a grace of %d s"
              .formatted(pod.ref(), pod.uid(), grace.toSeconds());
    };
  }
}
