package dev.falcoresponder.campaign;

import dev.falcoresponder.campaign.Loss.Store;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.servers.AuditLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that can be known of a run from outside, once it is over.
 *
 * @param pods every life of every pod
 * @param alerts what the broker has confirmed
 * @param deletions what the program's account asked the API server, as that wrote it down
 * @param outcomes the outcome events, those of lost streams among them
 * @param letters the dead letters, likewise
 * @param losses what faults took away
 * @param silences when replicas may have missed what the broker confirmed
 * @param alive uids of the pods that are there and not on their way out
 * @param waiting alerts that the consumer has not delivered
 * @param inHand alerts that it has delivered and that nobody has answered
 * @param excused reasons for which the faults of this run may have alerts given up, each with the
 *     beginning of the first such fault
 */
record Evidence(
    List<Incarnation> pods,
    List<StoredAlert> alerts,
    List<AuditLog.Entry> deletions,
    List<ResponseOutcome> outcomes,
    List<Letter> letters,
    List<Loss> losses,
    List<Silence> silences,
    Set<String> alive,
    long waiting,
    long inHand,
    Map<DeadLetterReason, Instant> excused) {
  Evidence {
    pods = List.copyOf(pods);
    alerts = List.copyOf(alerts);
    deletions = List.copyOf(deletions);
    outcomes = List.copyOf(outcomes);
    letters = List.copyOf(letters);
    losses = List.copyOf(losses);
    silences = List.copyOf(silences);
    alive = Set.copyOf(alive);
    excused = Map.copyOf(excused);
  }

  /** When that was lost. */
  Stream<Loss> lost(Store what) {
    return losses.stream().filter(loss -> loss.what() == what);
  }

  /** The life of the stream in which a message of that time lies. */
  int era(Instant storedAt) {
    return (int) lost(Store.ALERTS).filter(loss -> !loss.at().isAfter(storedAt)).count();
  }

  /** Whether the alert may have been lost with its stream before anybody had answered it. */
  boolean excusedByLoss(StoredAlert alert) {
    return lost(Store.ALERTS)
        .skip(alert.era())
        .findFirst()
        .filter(loss -> alert.sequence() > loss.floor())
        .isPresent();
  }
}
