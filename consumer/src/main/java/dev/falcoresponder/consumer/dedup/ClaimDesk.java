package dev.falcoresponder.consumer.dedup;

import dev.falcoresponder.consumer.dedup.Claim.State;
import dev.falcoresponder.consumer.dedup.ClaimStore.Change;
import dev.falcoresponder.consumer.dedup.ClaimStore.Lookup;
import dev.falcoresponder.consumer.dedup.DoneClaims.Done;
import dev.falcoresponder.consumer.dedup.Owners.Whereabouts;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Outcome.Duplicate.Stage;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.consumer.rules.PlannedAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives claims out and takes them back. A first alert costs one round trip to claim and one to
 * settle.
 *
 * <p>An attempt is counted when it is claimed, so that one that ends in a crash counts too; {@link
 * #retried} takes it back where it turns out to have been none.
 */
public final class ClaimDesk {
  private static final Logger log = LoggerFactory.getLogger(ClaimDesk.class);

  /**
   * Each lost round is somebody else's success, so more of them than replicas means that something
   * is wrong.
   */
  private static final int ROUNDS = 5;

  private static final String CHANGED = "the claim changed under our hands " + ROUNDS + " times";

  private static final int LONGEST_DETAIL = 1_000;

  private final ClaimStore store;
  private final Owners owners;
  private final DedupConfig config;
  private final DoneClaims done;

  /**
   * A desk over that store.
   *
   * @param owners asked before an alert is taken for a duplicate of one that is not settled
   */
  public ClaimDesk(ClaimStore store, Owners owners, DedupConfig config) {
    this.store = store;
    this.owners = owners;
    this.config = config;
    this.done = new DoneClaims(config.ttl(), config.cacheSize());
  }

  /**
   * Claims the response for its alert, or ends the walk: it is another's, it is settled, or the
   * store is away.
   */
  public Step<ClaimedAction> claim(PlannedAction planned) {
    var key = ClaimKeys.of(planned);
    var envelope = planned.alert().envelope();
    var claimant =
        new Claimant(
            envelope.id(), planned.pod().identified(), config.replica(), config.orphanedAfter());
    var known = done.find(key).filter(claim -> !claim.owner().equals(claimant.id()));
    if (known.isPresent() && claimant.identified()) {
      return Step.end(duplicate(known.get(), State.DONE));
    }
    // A first delivery mostly finds nothing, so it tries its luck without looking.
    Lookup found = envelope.deliveries() > 1 ? store.find(key) : new Lookup.Absent();
    for (int round = 0; round < ROUNDS; round++) {
      warnOfGarbage(key, found);
      switch (ruling(found, claimant)) {
        case Ruling.Take(var claim, long revision) -> {
          switch (write(key, claim, revision)) {
            case Change.Won(long written) -> {
              var ticket = new ClaimTicket(key, claimant.id(), written, claim.attempts());
              return Step.next(new ClaimedAction(planned, ticket));
            }
            case Change.Lost() -> found = store.find(key);
            case Change.Unreachable(var why) -> {
              return Step.end(unreachable(why));
            }
          }
        }
        case Ruling.SettledBefore(var outcome) -> {
          return Step.end(new Outcome.SettledBefore(outcome));
        }
        case Ruling.Duplicate(var claim) -> {
          var owned = new Done(claim.owner(), claim.outcome());
          if (claim.state() == State.DONE) {
            done.put(key, owned);
          }
          return Step.end(duplicate(owned, claim.state()));
        }
        case Ruling.Unknown(var why) -> {
          return Step.end(unreachable(why));
        }
      }
    }
    return Step.end(unreachable(CHANGED));
  }

  /** Who leaves a response to another alert must know that this one is still there to give it. */
  private Ruling ruling(Lookup found, Claimant claimant) {
    var ruling = Ruling.of(found, claimant);
    if (!(ruling instanceof Ruling.Duplicate(var claim))
        || claim.state() != State.INFLIGHT
        || !(found instanceof Lookup.Found(_, long revision, _))) {
      return ruling;
    }
    var owner = claim.owner();
    return switch (owners.find(owner)) {
      case Whereabouts.InStream() -> ruling;
      case Whereabouts.Gone() -> claimant.takes(revision);
      case Whereabouts.Unknown(var why) ->
          new Ruling.Unknown("alert %d may be gone: %s".formatted(owner.sequence(), why));
    };
  }

  /** The response was given, or is not needed: duplicates have nothing to add. */
  public Settling done(ClaimTicket ticket, SettledOutcome outcome) {
    var settling = settle(ticket, State.DONE, outcome);
    if (settling instanceof Settling.Settled) {
      done.put(ticket.key(), new Done(ticket.owner(), Optional.of(outcome)));
    }
    return settling;
  }

  /** The response was given up: the next alert of the same key may try again. */
  public Settling failed(ClaimTicket ticket, SettledOutcome outcome) {
    return settle(ticket, State.FAILED, outcome);
  }

  /** The response was refused: the claim is removed, the next alert is judged anew. */
  public Settling release(ClaimTicket ticket) {
    return switch (store.remove(ticket.key(), ticket.revision())) {
      case Change.Won _ -> new Settling.Settled();
      case Change.Unreachable(var why) -> new Settling.Unreachable(why);
      case Change.Lost() ->
          switch (store.find(ticket.key())) {
            case Lookup.Absent() -> new Settling.Settled();
            case Lookup.Unreachable(var why) -> new Settling.Unreachable(why);
            case Lookup.Found(var current, _, _) -> lost(ticket, current);
            case Lookup.Unreadable _ -> new Settling.LostOwnership();
          };
    };
  }

  private static Settling lost(ClaimTicket ticket, Claim current) {
    return current.owner().equals(ticket.owner())
        ? new Settling.Superseded()
        : new Settling.LostOwnership();
  }

  /**
   * The alert will be delivered again, and the claim stays its own.
   *
   * @param counted whether this was an attempt. The claim has counted it already, so only one that
   *     was none costs a round trip; should that fail, the attempt stays counted
   */
  public Settling retried(ClaimTicket ticket, boolean counted) {
    return counted
        ? new Settling.Settled()
        : replace(ticket, Claim.inflight(ticket.owner(), ticket.attempt() - 1, config.replica()));
  }

  private Settling settle(ClaimTicket ticket, State state, SettledOutcome outcome) {
    var kept = Optional.of(shortened(outcome));
    return replace(
        ticket, new Claim(state, ticket.owner(), ticket.attempt(), config.replica(), kept));
  }

  private Settling replace(ClaimTicket ticket, Claim claim) {
    long revision = ticket.revision();
    for (int round = 0; round < ROUNDS; round++) {
      switch (write(ticket.key(), claim, revision)) {
        case Change.Won _ -> {
          return new Settling.Settled();
        }
        case Change.Unreachable(var why) -> {
          return new Settling.Unreachable(why);
        }
        case Change.Lost() -> {
          switch (store.find(ticket.key())) {
            // Lost to ourselves: it was written before, and only the answer did not arrive.
            case Lookup.Found(var current, _, _) when current.equals(claim) -> {
              return new Settling.Settled();
            }
            case Lookup.Found(var current, _, _) -> {
              return lost(ticket, current);
            }
            case Lookup.Unreachable(var why) -> {
              return new Settling.Unreachable(why);
            }
            // Deleted with its bucket, expired or spoilt, it is nobody else's to settle.
            case Lookup.Absent() -> revision = Ruling.NOTHING;
            case Lookup.Unreadable(_, long spoilt) -> revision = spoilt;
          }
        }
      }
    }
    return new Settling.Unreachable(CHANGED);
  }

  private Change write(ClaimKey key, Claim claim, long revision) {
    return revision == Ruling.NOTHING
        ? store.create(key, claim)
        : store.replace(key, claim, revision);
  }

  private static void warnOfGarbage(ClaimKey key, Lookup found) {
    if (found instanceof Lookup.Unreadable(var why, _)) {
      log.atWarn()
          .addKeyValue("key", key)
          .addKeyValue("why", why)
          .log("unreadable claim is overwritten");
    }
  }

  private static Outcome duplicate(Done claim, State state) {
    var does =
        switch (state) {
          case INFLIGHT -> "is working on it";
          case DONE -> "has done it";
          case FAILED -> "has given it up";
        };
    var owner = claim.owner();
    return new Outcome.Duplicate(
        "alert " + owner.sequence() + " of stream " + owner.stream() + " " + does,
        stage(claim, state));
  }

  private static Stage stage(Done claim, State state) {
    if (state == State.INFLIGHT) {
      return Stage.IN_FLIGHT;
    }
    return claim.acted() ? Stage.ACTED : Stage.OVER;
  }

  private static Outcome unreachable(String why) {
    return new Outcome.Retry(Reason.CLAIMS_UNREACHABLE, why, Optional.empty(), false);
  }

  private static SettledOutcome shortened(SettledOutcome outcome) {
    return new SettledOutcome(
        outcome.kind(), outcome.reason(), shortened(outcome.detail()), outcome.podUid());
  }

  /**
   * What the store gives back, letter by letter: half a letter, as a cut leaves, would come back as
   * another, and the claim would pass for somebody else's.
   */
  private static String shortened(String detail) {
    var kept =
        detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "…";
    return new String(kept.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
