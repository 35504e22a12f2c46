package dev.falcoresponder.consumer.announce;

import dev.falcoresponder.consumer.announce.Announcement.Subject;
import dev.falcoresponder.consumer.announce.Announcement.Topic;
import dev.falcoresponder.consumer.cluster.KubernetesEvent.ObjectRef;
import dev.falcoresponder.consumer.dedup.ClaimKeys;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.consumer.rules.PlannedAction;
import dev.falcoresponder.consumer.settle.Response;
import dev.falcoresponder.consumer.settle.Verb;
import dev.falcoresponder.model.OutcomeKind;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What there is to tell of a response: to the pod, and to what would replace it. */
final class Announcements {
  private Announcements() {}

  /**
   * The announcements; none for most outcomes.
   *
   * @param verb what the broker was told about the alert
   */
  static Stream<Announcement> of(Response response, Verb verb, Instant now) {
    var settled =
        response.outcome() instanceof Outcome.SettledBefore(var earlier)
            ? earlier
            : SettledOutcome.of(response.outcome(), response.podUid());
    if (settled.kind() == OutcomeKind.REJECTED && verb instanceof Verb.Nak) {
      // Perhaps no dead letter is kept yet, and the note would say that one is.
      return Stream.empty();
    }
    var planned = response.planned();
    var pod = ObjectRefs.pod(response, settled);
    return Wording.of(planned, settled).stream()
        .flatMap(words ->
            Stream.concat(
                Stream.of(announcement(planned, settled, words, pod, Optional.empty(), now)),
                response.pod().flatMap(ObjectRefs::owner).stream()
                    .map(owner ->
                        announcement(
                            planned,
                            settled,
                            words.about(pod.name()),
                            owner,
                            Optional.of(pod),
                            now))));
  }

  private static Announcement announcement(
      PlannedAction planned,
      SettledOutcome settled,
      Wording words,
      ObjectRef object,
      Optional<ObjectRef> related,
      Instant now) {
    var falcoRule = planned.alert().alert().rule();
    var rule = planned.rule().name();
    return new Announcement(
        new Topic(new Subject.Known(object), words.reason(), falcoRule + "\n" + rule),
        identity(planned, settled),
        related,
        words.type(),
        ActionWords.of(planned.action().spec()).action(),
        words.note(),
        now,
        Optional.empty());
  }

  /** Rests on nothing but the alert, the rule and what came of it. */
  private static String identity(PlannedAction planned, SettledOutcome settled) {
    return String.join(
        " ",
        planned.alert().envelope().id().token(),
        ClaimKeys.of(planned).text(),
        settled.kind().word(),
        planned.rule().name());
  }
}
