package dev.falcoresponder.consumer.announce;

import dev.falcoresponder.consumer.announce.Announcement.Subject;
import dev.falcoresponder.consumer.announce.EventCounts.Result;
import dev.falcoresponder.consumer.cluster.ClusterFailure;
import dev.falcoresponder.consumer.cluster.EventSink;
import dev.falcoresponder.consumer.cluster.EventSink.Creation;
import dev.falcoresponder.consumer.cluster.KubernetesEvent;
import dev.falcoresponder.consumer.cluster.KubernetesEvent.ObjectRef;
import dev.falcoresponder.consumer.cluster.KubernetesEvent.Series;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what the outbox hands out, one at a time, until it has ended. */
final class EventPoster implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(EventPoster.class);

  private final Outbox outbox;
  private final EventSink sink;
  private final OwnPod ownPod;
  private final String instance;
  private final EventCounts counts;
  private boolean saidForbidden;

  /**
   * Posts in the name of one replica.
   *
   * @param replica its name
   */
  EventPoster(Outbox outbox, EventSink sink, OwnPod ownPod, String replica, EventCounts counts) {
    this.outbox = outbox;
    this.sink = sink;
    this.ownPod = ownPod;
    this.instance = NoteText.word(replica);
    this.counts = counts;
  }

  @Override
  public void run() {
    for (var next = outbox.take(); next.isPresent(); next = outbox.take()) {
      try {
        post(next.get());
      } catch (RuntimeException e) {
        counts.add(Result.FAILED, 1);
        log.atError().setCause(e).log("defect of this program, contained to one Kubernetes Event");
      }
    }
  }

  private void post(Announcement announcement) {
    switch (announcement.topic().subject()) {
      case Subject.Known(var object) -> post(announcement, object);
      case Subject.OwnPod _ -> postToOwnPod(announcement);
    }
  }

  private void postToOwnPod(Announcement announcement) {
    switch (ownPod.find()) {
      case OwnPod.Search.Found(var object) -> post(announcement, object);
      case OwnPod.Search.None _ -> {
        counts.add(Result.DROPPED, 1);
        log.atDebug()
            .addKeyValue("reason", announcement.topic().reason())
            .log("no Kubernetes Event about the own pod: this replica does not run in one");
      }
      case OwnPod.Search.Failed(var failure) -> failed(announcement, failure);
    }
  }

  private void post(Announcement announcement, ObjectRef object) {
    switch (sink.create(event(announcement, object))) {
      case Creation.Created _, Creation.AlreadyThere _ -> {
        counts.add(Result.CREATED, 1);
        saidForbidden = false;
      }
      case Creation.Failed(var failure) -> failed(announcement, failure);
    }
  }

  private KubernetesEvent event(Announcement announcement, ObjectRef object) {
    return new KubernetesEvent(
        EventName.of(object.name(), identity(announcement, object)),
        object,
        announcement.related(),
        announcement.type(),
        announcement.topic().reason(),
        announcement.action(),
        announcement
            .series()
            .map(series -> several(announcement, series))
            .orElse(announcement.note()),
        instance,
        announcement.at(),
        announcement.series());
  }

  /** A pod and its owner may have one name, and one announcement may come to stand for several. */
  private static String identity(Announcement announcement, ObjectRef object) {
    return String.join(
        " ",
        announcement.identity(),
        object.kind(),
        announcement.topic().reason(),
        Integer.toString(announcement.times()));
  }

  private static String several(Announcement announcement, Series series) {
    return NoteText.of(
        "%d times from %s to %s, the last: %s"
            .formatted(
                series.count(),
                second(announcement.at()),
                second(series.lastAt()),
                announcement.note()));
  }

  private static Instant second(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }

  private void failed(Announcement announcement, ClusterFailure failure) {
    counts.add(Result.FAILED, 1);
    outbox.putBack(announcement);
    if (failure instanceof ClusterFailure.Forbidden && !saidForbidden) {
      saidForbidden = true;
      log.atWarn()
          .addKeyValue("error", failure.detail())
          .log("Kubernetes Events are switched on and not permitted");
    } else {
      log.atDebug()
          .addKeyValue("reason", announcement.topic().reason())
          .addKeyValue("error", failure.detail())
          .log("Kubernetes Event not created");
    }
  }
}
