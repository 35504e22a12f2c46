package dev.falcoresponder.consumer.announce;

import dev.falcoresponder.consumer.announce.Announcement.Subject;
import dev.falcoresponder.consumer.announce.Announcement.Topic;
import dev.falcoresponder.consumer.cluster.ClusterGateway;
import dev.falcoresponder.consumer.cluster.EventSink;
import dev.falcoresponder.consumer.cluster.KubernetesEvent.EventType;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.settle.Answer;
import dev.falcoresponder.consumer.settle.Verb;
import dev.falcoresponder.consumer.telemetry.AlertListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Announces what was answered as Kubernetes Events, on a thread of its own. Alerts hand over what
 * is to be told and go on; what cannot be told is counted.
 */
public final class Announcer implements AlertListener, OwnPodEvents, AutoCloseable {
  /** What is still to be told at shutdown may take that long. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  /** An interrupted request ends at once; this bounds the rest. */
  private static final Duration LAST_BREATH = Duration.ofMillis(200);

  private final AnnounceConfig config;
  private final InstantSource clock;
  private final EventCounts counts = new EventCounts();
  private final Duration lastWords;
  private final Outbox outbox;
  private final Thread thread;

  /** Tells nothing before {@link #start}. */
  public Announcer(
      AnnounceConfig config, ClusterGateway cluster, EventSink sink, InstantSource clock) {
    this(config, cluster, sink, clock, System::nanoTime, LAST_WORDS);
  }

  Announcer(
      AnnounceConfig config,
      ClusterGateway cluster,
      EventSink sink,
      InstantSource clock,
      LongSupplier nanos,
      Duration lastWords) {
    this.config = config;
    this.clock = clock;
    this.lastWords = lastWords;
    this.outbox = new Outbox(nanos, counts);
    var ownPod = new OwnPod(cluster, config);
    this.thread =
        Thread.ofVirtual()
            .name("kubernetes-events")
            .unstarted(new EventPoster(outbox, sink, ownPod, config.replica(), counts));
  }

  /** Begins to tell; once. */
  public void start() {
    thread.start();
  }

  /** What became of announcements so far. */
  public EventCounts counts() {
    return counts;
  }

  @Override
  public void settled(Envelope envelope, Answer answer, Verb verb, Duration took) {
    switch (answer) {
      // Not about a pod, or not readable: there is nothing to write it on.
      case Answer.Early _ -> {}
      case Answer.Responses(_, var responses) ->
          responses.stream()
              .flatMap(response -> Announcements.of(response, verb, clock.instant()))
              .forEach(outbox::put);
    }
  }

  @Override
  public void warn(String reason, String action, String note) {
    var now = clock.instant();
    var text = NoteText.of(note);
    outbox.put(
        new Announcement(
            new Topic(new Subject.OwnPod(), NoteText.word(reason), text),
            config.replica() + " " + now,
            Optional.empty(),
            EventType.WARNING,
            NoteText.word(action),
            text,
            now,
            Optional.empty()));
  }

  /** Tells what is left, for a second at most, and drops the rest. */
  @Override
  public void close() {
    outbox.end();
    if (!endsWithin(lastWords)) {
      outbox.abandon();
      thread.interrupt();
      endsWithin(LAST_BREATH);
    }
    outbox.abandon();
  }

  private boolean endsWithin(Duration patience) {
    try {
      return !thread.isAlive() || thread.join(patience);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
