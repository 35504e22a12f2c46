package dev.falcoresponder.consumer.resolve;

/**
 * Whether to look for pods that alerts do not name.
 *
 * @param byContainerId by the id of the container, among the pods of the alert's node
 * @param attempts deliveries of an alert within which its container is looked for, while no pod
 *     shows it
 */
public record ResolveConfig(boolean byContainerId, int attempts) {}
