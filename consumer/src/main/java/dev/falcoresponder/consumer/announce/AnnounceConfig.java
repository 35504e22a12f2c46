package dev.falcoresponder.consumer.announce;

/**
 * What to announce, and as whom.
 *
 * @param events whether responses are announced as Kubernetes Events
 * @param ownNamespace the namespace the program runs in
 * @param replica this replica's name; in a cluster its pod's
 */
public record AnnounceConfig(boolean events, String ownNamespace, String replica) {}
