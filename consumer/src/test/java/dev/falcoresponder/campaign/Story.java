package dev.falcoresponder.campaign;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.servers.AuditLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Evidence that is made up, a second for each sentence, to be told well or with something wrong.
 */
final class Story {
  static final Incarnation POD = new Incarnation("shop", "cart-0", "uid-1");
  private static final Instant NOON = Instant.parse("2026-08-03T12:00:00Z");

  private final List<Incarnation> pods = new ArrayList<>();
  private final List<StoredAlert> alerts = new ArrayList<>();
  private final List<AuditLog.Entry> deletions = new ArrayList<>();
  private final List<ResponseOutcome> outcomes = new ArrayList<>();
  private final List<Letter> letters = new ArrayList<>();
  private final List<Loss> losses = new ArrayList<>();
  private final List<Silence> silences = new ArrayList<>();
  private final Set<String> alive = new HashSet<>();
  private final Map<DeadLetterReason, Instant> excused = new HashMap<>();
  private Instant now = NOON;
  private int era;
  private long inHand;

  Story born(Incarnation pod) {
    pods.add(pod);
    alive.add(pod.uid());
    return this;
  }

  Story alert(long sequence, AlertKind kind, String wire) {
    alerts.add(new StoredAlert(era, sequence, kind, Optional.empty(), "", tick(), wire));
    return this;
  }

  Story alert(long sequence, Incarnation about) {
    return alert(sequence, about, "uid");
  }

  /** One that names the pod by that. */
  Story alert(long sequence, Incarnation about, String naming) {
    var uid = Optional.of(about.uid());
    alerts.add(
        new StoredAlert(era, sequence, AlertKind.WANTED, uid, naming, tick(), "shell " + sequence));
    return this;
  }

  /** Somebody deletes what has that name now, by that precondition. */
  Story deleted(Incarnation met, Optional<String> precondition) {
    var options =
        precondition.map(uid -> "{\"preconditions\":{\"uid\":\"" + uid + "\"}}").orElse("{}");
    alive.remove(met.uid());
    return asked(
        met,
        200,
        Optional.of(JsonParser.parseString(options).getAsJsonObject()),
        Optional.of(met.uid()));
  }

  /** A deletion of that pod that came to nothing, with no body that the server could read. */
  Story bodiless(Incarnation pod, int status) {
    return asked(pod, status, Optional.empty(), Optional.empty());
  }

  private Story asked(
      Incarnation pod, int status, Optional<JsonObject> request, Optional<String> met) {
    deletions.add(
        new AuditLog.Entry(
            "delete", "responder", pod.namespace(), pod.name(), status, request, tick(), met));
    return this;
  }

  Story deleted(Incarnation pod) {
    return deleted(pod, Optional.of(pod.uid()));
  }

  /** A replica reports about the alert of that sequence. */
  Story outcome(String word, long sequence, Incarnation pod, String replica) {
    return outcome(word, Optional.empty(), sequence, pod, replica);
  }

  /** The same with that reason. */
  Story outcome(
      String word, Optional<String> reason, long sequence, Incarnation pod, String replica) {
    var published =
        alerts.reversed().stream().filter(one -> one.sequence() == sequence).findFirst();
    var at = published.orElseThrow().sentAt().toString();
    outcomes.add(
        new ResponseOutcome(
            at + "." + sequence + "." + word,
            word,
            reason.orElse(null),
            null,
            "kubernetes:terminate",
            "Shell",
            "Shell",
            null,
            pod.namespace(),
            pod.name(),
            pod.uid(),
            null,
            "FALCO",
            sequence,
            at,
            null,
            tick().toString(),
            1,
            replica));
    return this;
  }

  /** After one attempt. */
  Story letter(long sequence, DeadLetterReason reason, String wire) {
    return letter(sequence, reason, wire, 1);
  }

  Story letter(long sequence, DeadLetterReason reason, String wire, int attempts) {
    var published =
        alerts.reversed().stream().filter(one -> one.sequence() == sequence).findFirst();
    var at = published.orElseThrow().sentAt();
    letters.add(new Letter(tick(), reason, sequence, at, attempts, "why", wire));
    return this;
  }

  /** Alerts up to that sequence had been settled. */
  Story lost(Loss.Store what, long floor) {
    losses.add(new Loss(what, tick(), floor));
    era += what == Loss.Store.ALERTS ? 1 : 0;
    return this;
  }

  /** The broker is not heard for so many seconds, the next sentences among them. */
  Story silent(int seconds) {
    silences.add(new Silence(now, now.plusSeconds(seconds)));
    return this;
  }

  /** From now on. */
  Story excuses(DeadLetterReason reason) {
    excused.put(reason, tick());
    return this;
  }

  /** Nothing happens for so many seconds. */
  Story pause(int seconds) {
    now = now.plusSeconds(seconds);
    return this;
  }

  Story leftInHand(long count) {
    inHand = count;
    return this;
  }

  /** What the checker says. */
  List<String> violations() {
    var evidence =
        new Evidence(
            pods, alerts, deletions, outcomes, letters, losses, silences, alive, 0, inHand,
            excused);
    return Checker.check(evidence).stream().map(Violation::toString).toList();
  }

  private Instant tick() {
    now = now.plusSeconds(1);
    return now;
  }
}
