package dev.falcoresponder.consumer.announce;

import dev.falcoresponder.consumer.rules.ActionSpec;
import java.util.Locale;

/**
 * What an action is called where a pod's owner reads of it.
 *
 * @param action the action, one word
 * @param done what the pod is afterwards, one word
 */
record ActionWords(String action, String done) {
  static ActionWords of(ActionSpec spec) {
    return switch (spec) {
      case ActionSpec.Terminate _ -> new ActionWords("Terminate", "Terminated");
    };
  }

  /** The same inside a sentence. */
  String lowerCase() {
    return done.toLowerCase(Locale.ROOT);
  }
}
