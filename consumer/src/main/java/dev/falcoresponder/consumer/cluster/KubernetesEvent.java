package dev.falcoresponder.consumer.cluster;

import java.time.Instant;
import java.util.Optional;

/**
 * An Event of the API group {@code events.k8s.io}, in the namespace of the object that it is about.
 * Events cannot be changed by us; another of the same name is refused.
 *
 * @param name an RFC 1123 subdomain; what makes telling it twice harmless
 * @param regarding what it is about
 * @param related what else had a part in it
 * @param type how it is to be taken
 * @param reason why it was told, one word in CamelCase, at most {@link #WORD_LENGTH}
 * @param action what was done or not done, one word in CamelCase, at most {@link #WORD_LENGTH}
 * @param note a sentence for a person, at most {@link #NOTE_BYTES}
 * @param reportingInstance which replica tells it, at most {@link #WORD_LENGTH}
 * @param at when it happened, or happened first
 * @param series how often it happened, if more than once
 */
public record KubernetesEvent(
    String name,
    ObjectRef regarding,
    Optional<ObjectRef> related,
    EventType type,
    String reason,
    String action,
    String note,
    String reportingInstance,
    Instant at,
    Optional<Series> series) {
  /** The API server counts a note in bytes of UTF-8, though it speaks of characters. */
  public static final int NOTE_BYTES = 1_024;

  /** The API server takes no longer reason, action or reporting instance. */
  public static final int WORD_LENGTH = 128;

  /** How an Event is to be taken. */
  public enum EventType {
    /** As information. */
    NORMAL,
    /** As something that somebody should look at. */
    WARNING
  }

  /**
   * An object in a namespace.
   *
   * @param apiVersion group and version
   * @param kind the kind
   * @param namespace the namespace, safe to put into a URL
   * @param name the name
   * @param uid the incarnation, by which {@code kubectl describe} finds what is said about it;
   *     empty where it is not known
   */
  public record ObjectRef(
      String apiVersion, String kind, String namespace, String name, Optional<String> uid) {}

  /**
   * Several occurrences as one Event.
   *
   * @param count how many, at least 2
   * @param lastAt the last one
   */
  public record Series(int count, Instant lastAt) {}
}
