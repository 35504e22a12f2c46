package dev.falcoresponder.consumer.announce;

/** Kubernetes Events about the pod that this replica runs in; none outside a cluster. */
@FunctionalInterface
public interface OwnPodEvents {
  /** Tells nothing. */
  OwnPodEvents NONE = (_, _, _) -> {};

  /**
   * Announces something that a person should look at. Returns at once and never throws; what was
   * announced within the last minutes is only counted.
   *
   * @param reason what is the matter, one word in CamelCase
   * @param action what was attempted, one word in CamelCase
   * @param note a sentence; is made printable, and cut where it is too long for an Event
   */
  void warn(String reason, String action, String note);
}
