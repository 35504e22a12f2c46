package dev.falcoresponder.consumer.telemetry;

import dev.falcoresponder.consumer.rules.Problem;
import dev.falcoresponder.consumer.rules.RuleVersion;
import java.util.List;

/** Several listeners as one. */
record ReloadListeners(List<ReloadListener> listeners) implements ReloadListener {
  ReloadListeners {
    listeners = List.copyOf(listeners);
  }

  @Override
  public void loaded(RuleVersion now, RuleVersion before, List<Problem> warnings) {
    listeners.forEach(listener -> listener.loaded(now, before, warnings));
  }

  @Override
  public void rejected(RuleVersion live, List<Problem> problems) {
    listeners.forEach(listener -> listener.rejected(live, problems));
  }
}
