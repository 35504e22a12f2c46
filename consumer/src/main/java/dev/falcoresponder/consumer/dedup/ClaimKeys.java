package dev.falcoresponder.consumer.dedup;

import dev.falcoresponder.consumer.rules.PlannedAction;
import dev.falcoresponder.consumer.text.Sha256;
import dev.falcoresponder.model.SuspectPod;
import java.util.ArrayList;
import java.util.function.Predicate;

/**
 * Makes claim keys. Two responses have the same key if and only if the second would do nothing that
 * the first has not done; so each token is told apart from the others by its form. A dry run, which
 * does nothing, never stands in the way of a response, and neither does a rule that leaves some
 * pods alone, or waits, in the way of one that does not.
 */
public final class ClaimKeys {
  /** As many digits of a container id as Falco sends; status and audit events have all 64. */
  private static final int SHORT_CONTAINER_ID = 12;

  private static final int HASH_BYTES = 8;

  /** Tells apart what few rules of one file limit in their own ways. */
  private static final int LIMITS_BYTES = 4;

  private ClaimKeys() {}

  /** The key of a response. */
  public static ClaimKey of(PlannedAction planned) {
    var key =
        action(planned) + "." + planned.pod().ref().namespace() + "." + incarnation(planned.pod());
    return new ClaimKey(
        planned
            .alert()
            .envelope()
            .replay()
            .map(id -> key + "." + token(id, KeyForm::isWord))
            .orElse(key));
  }

  private static String action(PlannedAction planned) {
    var actionner = planned.action().spec().actionner();
    var name = actionner.substring(actionner.lastIndexOf(':') + 1);
    return (planned.dryRun() ? "dry-run-" + name : name) + limited(planned);
  }

  private static String limited(PlannedAction planned) {
    var limits = new ArrayList<>(planned.action().spec().limitsInForce());
    if (planned.rule().needsApproval()) {
      limits.add("approval");
    }
    if (!planned.pod().identified() && !planned.rule().targetsByName()) {
      limits.add("identified");
    }
    return limits.isEmpty()
        ? ""
        : "-limited-" + Sha256.hex(String.join("\n", limits), LIMITS_BYTES);
  }

  private static String incarnation(SuspectPod pod) {
    return pod.uid()
        .map(uid -> token(uid, KeyForm::isHex))
        .or(() -> pod.containerId().map(ClaimKeys::container))
        // A pod's name may have dots, which would make more tokens of it, and never has an
        // underscore.
        .orElseGet(() -> "name-" + pod.ref().name().replace('.', '_'));
  }

  private static String container(String id) {
    return token(
        id.length() > SHORT_CONTAINER_ID ? id.substring(0, SHORT_CONTAINER_ID) : id,
        KeyForm::isHex);
  }

  /**
   * The text itself where it is of that form, else a hash of it; what is hashed has letters that no
   * uid has.
   */
  private static String token(String text, Predicate<String> form) {
    return form.test(text) ? text : "hash-" + Sha256.hex(text, HASH_BYTES);
  }
}
