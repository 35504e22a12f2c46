package dev.falcoresponder.consumer.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an action does, with its parameters checked. */
public sealed interface ActionSpec {
  /** The name in rule files, {@code category:name}. */
  String actionner();

  /** Whether the rule's next action runs after this one, where the rule file does not say. */
  boolean continuesByDefault();

  /** The parameters as a rule file would have them, defaults included. */
  Map<String, Object> parameters();

  /** Those of the parameters that are not what holds where a rule file says nothing. */
  Map<String, Object> changed();

  /** What may keep it from being done where another rule's would be, each with its value. */
  List<String> limitsInForce();

  /**
   * Deletes the pod.
   *
   * @param gracePeriod how long containers get between SIGTERM and SIGKILL, from 0, whole seconds
   * @param limits which pods are left alone
   */
  record Terminate(Duration gracePeriod, OwnerLimits limits) implements ActionSpec {
    /** The name in rule files. */
    public static final String ACTIONNER = "kubernetes:terminate";

    /**
     * What holds where a rule file gives no parameter. A second lets a process write its last
     * lines; the pod's own grace would give an intruder half a minute or more.
     */
    static final Terminate DEFAULT = new Terminate(Duration.ofSeconds(1));

    /** Without limits. */
    public Terminate(Duration gracePeriod) {
      this(gracePeriod, OwnerLimits.none());
    }

    @Override
    public String actionner() {
      return ACTIONNER;
    }

    @Override
    public boolean continuesByDefault() {
      return false;
    }

    @Override
    public Map<String, Object> parameters() {
      var parameters = new LinkedHashMap<String, Object>();
      parameters.put("grace_period_seconds", gracePeriod.toSeconds());
      parameters.putAll(limits.parameters());
      return Collections.unmodifiableMap(parameters);
    }

    @Override
    public List<String> limitsInForce() {
      var inForce = new ArrayList<>(limits.valuesInForce());
      if (gracePeriod.isZero()) {
        // Pods of a StatefulSet are not deleted like that.
        inForce.add("grace_period_seconds=0");
      }
      return inForce;
    }

    @Override
    public Map<String, Object> changed() {
      var changed = new LinkedHashMap<>(parameters());
      changed.entrySet().removeAll(DEFAULT.parameters().entrySet());
      return changed;
    }
  }
}
