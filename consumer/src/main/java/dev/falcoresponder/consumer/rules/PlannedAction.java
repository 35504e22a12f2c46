package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.decode.DecodedAlert;
import dev.falcoresponder.model.SuspectPod;

/**
 * One action that a rule wants for an alert.
 *
 * @param alert the alert
 * @param pod the pod it is about
 * @param rule the rule that wants it
 * @param action the action
 * @param dryRun whether the API server is only to be asked, by the rule's or the program's
 *     configuration
 */
public record PlannedAction(
    DecodedAlert alert, SuspectPod pod, ResponseRule rule, RuleAction action, boolean dryRun) {}
