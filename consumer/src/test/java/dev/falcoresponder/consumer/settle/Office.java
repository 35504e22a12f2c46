package dev.falcoresponder.consumer.settle;

import dev.falcoresponder.consumer.dedup.Claim;
import dev.falcoresponder.consumer.dedup.ClaimDesk;
import dev.falcoresponder.consumer.dedup.ClaimKey;
import dev.falcoresponder.consumer.dedup.ClaimStore;
import dev.falcoresponder.consumer.dedup.Claiming;
import dev.falcoresponder.consumer.dedup.DedupConfig;
import dev.falcoresponder.consumer.dedup.InProcessClaimStore;
import dev.falcoresponder.consumer.dedup.Owners;
import dev.falcoresponder.consumer.fixtures.InMemoryLedger;
import dev.falcoresponder.consumer.fixtures.RecordingDelivery;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.fixtures.SwitchableClaimStore;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.consumer.ledger.Ledger;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.rules.MatchedAlert;
import dev.falcoresponder.consumer.rules.PlannedAction;
import dev.falcoresponder.model.DeadLetter;
import dev.falcoresponder.model.ResponseOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A settlement with everything that it writes to, and a journal of what was written, in order. */
final class Office {
  static final Instant NOW = Instant.parse("2026-08-03T12:00:05Z");
  static final RetryConfig RETRY =
      new RetryConfig(10, Duration.ofSeconds(1), Duration.ofSeconds(60), 50);

  private final List<String> journal = new ArrayList<>();
  final InMemoryLedger ledger = new InMemoryLedger();
  final SwitchableClaimStore claims;
  private final ClaimDesk desk;
  private final Settlement settlement;

  Office() {
    var clock = Clock.fixed(NOW, ZoneOffset.UTC);
    claims =
        new SwitchableClaimStore(
            new Journalled(new InProcessClaimStore(Duration.ofMinutes(15), 100, clock)));
    desk = new ClaimDesk(claims, Owners.ALWAYS_THERE, dedup());
    settlement =
        new Settlement(desk, new JournalledLedger(), RETRY, "replica-1", clock, new Random(7));
  }

  private static DedupConfig dedup() {
    return new DedupConfig("replica-1", Duration.ofMinutes(15), Duration.ofMinutes(3), 100);
  }

  /** A response that was claimed first, as every response is that came to an outcome of its own. */
  Response claimed(PlannedAction planned, Outcome outcome) {
    return switch (claim(planned)) {
      case Claiming.Ours(var claimed) ->
          new Response(
              planned, Optional.of(claimed.ticket()), Optional.of(Snapshots.running()), outcome);
      case Claiming.GivenUp(var ticket, _) ->
          new Response(planned, Optional.of(ticket), Optional.empty(), outcome);
      case Claiming.Ended(var end) -> throw new AssertionError("not claimed: " + end);
    };
  }

  /** Claims as another process would, which has forgotten what this one knows. */
  Claiming claim(PlannedAction planned) {
    var claiming = new ClaimDesk(claims, Owners.ALWAYS_THERE, dedup()).claim(planned);
    journal.clear();
    return claiming;
  }

  /** What came of the actions that one rule wants. */
  static Answer answer(Response... responses) {
    var planned = responses[0].planned();
    var matched = new MatchedAlert(planned.alert(), planned.pod(), List.of(planned.rule()));
    return new Answer.Responses(matched, List.of(responses));
  }

  /** Settles, and notes the verb behind what was written before it. */
  Settlement.Settled settle(RecordingDelivery delivery, Answer answer) {
    var settled = settlement.settle(delivery, answer);
    journal.addAll(delivery.verbs());
    return settled;
  }

  Settlement settlement() {
    return settlement;
  }

  /** What was written since the last claim, in order, and the verbs. */
  List<String> journal() {
    return List.copyOf(journal);
  }

  void forget() {
    journal.clear();
  }

  private final class JournalledLedger implements Ledger {
    @Override
    public Entry keep(String id, DeadLetter letter, Payload original) {
      return noted("letter " + letter.reason(), ledger.keep(id, letter, original));
    }

    @Override
    public Entry keep(ResponseOutcome event) {
      return noted("event " + event.outcome(), ledger.keep(event));
    }

    private Entry noted(String what, Entry entry) {
      journal.add(entry instanceof Entry.Kept ? what : what + " not kept");
      return entry;
    }
  }

  private final class Journalled implements ClaimStore {
    private final ClaimStore store;

    Journalled(ClaimStore store) {
      this.store = store;
    }

    @Override
    public Lookup find(ClaimKey key) {
      return store.find(key);
    }

    @Override
    public Change create(ClaimKey key, Claim claim) {
      return store.create(key, claim);
    }

    @Override
    public Change replace(ClaimKey key, Claim claim, long revision) {
      return noted("claim " + claim.state(), store.replace(key, claim, revision));
    }

    @Override
    public Change remove(ClaimKey key, long revision) {
      return noted("claim removed", store.remove(key, revision));
    }

    private Change noted(String what, Change change) {
      if (change instanceof Change.Won) {
        journal.add(what);
      }
      return change;
    }
  }
}
