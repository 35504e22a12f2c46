package dev.falcoresponder.consumer.telemetry;

import dev.falcoresponder.consumer.rules.Problem;
import dev.falcoresponder.consumer.rules.RuleVersion;
import java.util.List;

/**
 * Hears what comes of changed rule files. Called by the thread that watches them, which looks at no
 * file before it is told; must not throw.
 */
public interface ReloadListener {
  /**
   * The files have changed, and what they say now is live.
   *
   * @param now what is live now; the same as before where only comments or layout have changed
   * @param before what was live until now
   * @param warnings what is allowed but perhaps not meant
   */
  default void loaded(RuleVersion now, RuleVersion before, List<Problem> warnings) {}

  /**
   * The files have changed, and nothing can go live with what they say now.
   *
   * @param live what stays live
   * @param problems all that is wrong, at least one
   */
  default void rejected(RuleVersion live, List<Problem> problems) {}

  /** One that tells all of these, in order. */
  static ReloadListener all(List<ReloadListener> listeners) {
    return new ReloadListeners(listeners);
  }
}
