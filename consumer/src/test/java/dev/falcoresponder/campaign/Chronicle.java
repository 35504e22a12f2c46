package dev.falcoresponder.campaign;

import dev.falcoresponder.campaign.Loss.Store;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.ResponseOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;

/** What the campaign itself knows, written down as it happens. For several threads. */
final class Chronicle {
  private final List<Incarnation> pods = new CopyOnWriteArrayList<>();
  private final List<StoredAlert> alerts = new ArrayList<>();
  private final List<Loss> losses = new CopyOnWriteArrayList<>();
  private final List<Silence> silences = new CopyOnWriteArrayList<>();
  private final List<Happening> happenings = new CopyOnWriteArrayList<>();
  private final Set<ResponseOutcome> savedOutcomes = new CopyOnWriteArraySet<>();
  private final Set<Letter> savedLetters = new CopyOnWriteArraySet<>();
  private final Map<DeadLetterReason, Instant> excused = new ConcurrentHashMap<>();

  void born(List<Incarnation> more) {
    pods.addAll(more);
  }

  void stored(StoredAlert alert) {
    synchronized (alerts) {
      alerts.add(alert);
    }
  }

  void happened(String what) {
    happenings.add(new Happening(Instant.now(), what));
  }

  /** Something is gone for good. */
  void lost(Loss loss) {
    losses.add(loss);
    happened("lost: " + loss.what());
  }

  /** Replicas may not have heard the broker. */
  void silent(Silence silence) {
    silences.add(silence);
  }

  /** From now on alerts may be given up for that reason. */
  void excuse(DeadLetterReason reason) {
    excused.putIfAbsent(reason, Instant.now());
  }

  /** What was read before it is taken away; what was read before is kept once. */
  void save(List<ResponseOutcome> outcomes, List<Letter> letters) {
    savedOutcomes.addAll(outcomes);
    savedLetters.addAll(letters);
  }

  /** In which life the stream of the alerts is. */
  int era() {
    return (int) losses.stream().filter(loss -> loss.what() == Store.ALERTS).count();
  }

  List<Incarnation> pods() {
    return List.copyOf(pods);
  }

  List<StoredAlert> alerts() {
    synchronized (alerts) {
      return List.copyOf(alerts);
    }
  }

  List<Loss> losses() {
    return List.copyOf(losses);
  }

  List<Silence> silences() {
    return List.copyOf(silences);
  }

  List<Happening> happenings() {
    return List.copyOf(happenings);
  }

  List<ResponseOutcome> savedOutcomes() {
    return List.copyOf(savedOutcomes);
  }

  List<Letter> savedLetters() {
    return List.copyOf(savedLetters);
  }

  Map<DeadLetterReason, Instant> excused() {
    return Map.copyOf(excused);
  }
}
