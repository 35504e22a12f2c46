package dev.falcoresponder.consumer.dedup;

/**
 * What is claimed: one action on one incarnation of a pod. {@code <action>.<namespace>.<uid, else container id, else
 * name>}, in the characters that a key-value bucket allows.
 */
public record ClaimKey(String text) {}
