package dev.falcoresponder.consumer.rules;

/**
 * One action of a rule, everything resolved.
 *
 * @param name the action's name in the rule file
 * @param spec what it does
 * @param continues whether the rule's next action runs after this one
 * @param ignoresErrors whether the rule's next action runs although this one was given up
 */
public record RuleAction(String name, ActionSpec spec, boolean continues, boolean ignoresErrors) {}
