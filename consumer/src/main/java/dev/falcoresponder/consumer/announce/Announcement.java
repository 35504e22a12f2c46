package dev.falcoresponder.consumer.announce;

import dev.falcoresponder.consumer.cluster.KubernetesEvent.EventType;
import dev.falcoresponder.consumer.cluster.KubernetesEvent.ObjectRef;
import dev.falcoresponder.consumer.cluster.KubernetesEvent.Series;
import java.time.Instant;
import java.util.Optional;

/**
 * Something to be told in an Event.
 *
 * @param topic more on the same topic need not be told at once
 * @param identity tells it from every other announcement; the same whenever the same is announced
 *     again, by whichever replica
 * @param related what else had a part in it
 * @param type how it is to be taken
 * @param action what was done or not done, one word
 * @param note a sentence for a person
 * @param at when it happened
 * @param series how often it happened, where it stands for several
 */
record Announcement(
    Topic topic,
    String identity,
    Optional<ObjectRef> related,
    EventType type,
    String action,
    String note,
    Instant at,
    Optional<Series> series) {

  /**
   * What an announcement is about.
   *
   * @param reason the Event's reason
   * @param cause what led to it, such as the names of rules
   */
  record Topic(Subject subject, String reason, String cause) {}

  /** Whose Event it is. */
  sealed interface Subject {
    /** An object that is known. */
    record Known(ObjectRef object) implements Subject {}

    /** The pod that we run in. */
    record OwnPod() implements Subject {}
  }

  /** How many announcements it stands for. */
  int times() {
    return series.map(Series::count).orElse(1);
  }

  /** This one and a later one on the same topic as one; it has the later one's words. */
  Announcement and(Announcement later) {
    var both =
        new Series(times() + later.times(), later.series.map(Series::lastAt).orElse(later.at));
    return new Announcement(
        topic,
        later.identity,
        later.related,
        later.type,
        later.action,
        later.note,
        at,
        Optional.of(both));
  }
}
