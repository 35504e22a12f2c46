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
import dev.falcoresponder.consumer.rules.PlannedAction;
import dev.falcoresponder.model.DeadLetterReason;
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

  private final ClaimStore store;
  private final Owners owners;
  private final DedupConfig config;
  private final DoneClaims done;
  private final HeldClaims held;

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
    this.held = new HeldClaims(store, config.replica());
  }

  /** Claims the response for its alert. */
  public Claiming claim(PlannedAction planned) {
    var key = ClaimKeys.of(planned);
    var envelope = planned.alert().envelope();
    var claimant =
        new Claimant(
            envelope.id(), planned.pod().identified(), config.replica(), config.orphanedAfter());
    var known = done.find(key).filter(claim -> !claim.owner().equals(claimant.id()));
    if (known.isPresent() && claimant.identified()) {
      return new Claiming.Ended(duplicate(known.get(), State.DONE));
    }
    // A first delivery mostly finds nothing, so it tries its luck without looking.
    Lookup found = envelope.deliveries() > 1 ? store.find(key) : new Lookup.Absent();
    for (int round = 0; round < HeldClaims.ROUNDS; round++) {
      warnOfGarbage(key, found);
      switch (ruling(found, claimant)) {
        case Ruling.Take(var claim, long revision) -> {
          switch (held.write(key, claim, revision)) {
            case Change.Won(long written) -> {
              var ticket = new ClaimTicket(key, claimant.id(), written, claim.attempts());
              return new Claiming.Ours(new ClaimedAction(planned, ticket));
            }
            case Change.Lost() -> found = store.find(key);
            case Change.Unreachable(var why) -> {
              return new Claiming.Ended(unreachable(why));
            }
          }
        }
        case Ruling.GivingUp(var claim, long revision) -> {
          var ticket = new ClaimTicket(key, claimant.id(), revision, claim.attempts());
          return new Claiming.GivenUp(ticket, rejected(claim));
        }
        case Ruling.SettledBefore(var outcome) -> {
          return new Claiming.Ended(new Outcome.SettledBefore(outcome));
        }
        case Ruling.Duplicate(var claim) -> {
          var owned = new Done(claim.owner(), claim.outcome());
          if (claim.state() == State.DONE) {
            done.put(key, owned);
          }
          return new Claiming.Ended(duplicate(owned, claim.state()));
        }
        case Ruling.Unknown(var why) -> {
          return new Claiming.Ended(unreachable(why));
        }
      }
    }
    return new Claiming.Ended(unreachable(HeldClaims.CHANGED));
  }

  /** Who leaves a response to another alert must know that this one is still there to give it. */
  private Ruling ruling(Lookup found, Claimant claimant) {
    var ruling = Ruling.of(found, claimant);
    if (!(ruling instanceof Ruling.Duplicate(var claim))
        || !claim.state().open()
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
    var settling = held.settle(ticket, State.DONE, outcome);
    if (settling instanceof Settling.Settled) {
      done.put(ticket.key(), new Done(ticket.owner(), Optional.of(outcome)));
    }
    return settling;
  }

  /**
   * The response is given up, and the dead letter is about to be written: whatever becomes of that,
   * the alert is not tried again.
   */
  public Settling givingUp(ClaimTicket ticket, SettledOutcome outcome) {
    return held.settle(ticket, State.GIVING_UP, outcome);
  }

  /** The response was given up: the next alert of the same key may try again. */
  public Settling failed(ClaimTicket ticket, SettledOutcome outcome) {
    return held.settle(ticket, State.FAILED, outcome);
  }

  /** The response was refused: the claim is removed, the next alert is judged anew. */
  public Settling release(ClaimTicket ticket) {
    return held.release(ticket);
  }

  /**
   * The alert will be delivered again, and the claim stays its own.
   *
   * @param counted whether this was an attempt. The claim has counted it already, so only one that
   *     was none costs a round trip; should that fail, the attempt stays counted
   */
  public Settling retried(ClaimTicket ticket, boolean counted) {
    return counted ? new Settling.Settled(ticket.revision()) : held.takeBack(ticket);
  }

  private static void warnOfGarbage(ClaimKey key, Lookup found) {
    if (found instanceof Lookup.Unreadable(var why, _)) {
      log.atWarn()
          .addKeyValue("key", key)
          .addKeyValue("why", why)
          .log("unreadable claim is overwritten");
    }
  }

  private static Outcome.Rejected rejected(Claim claim) {
    var outcome = claim.outcome().orElseThrow();
    var why = DeadLetterReason.valueOf(outcome.reason().orElseThrow());
    return new Outcome.Rejected(why, outcome.detail());
  }

  private static Outcome duplicate(Done claim, State state) {
    var does =
        switch (state) {
          case INFLIGHT -> "is working on it";
          case GIVING_UP -> "is giving it up";
          case DONE -> "has done it";
          case FAILED -> "has given it up";
        };
    var owner = claim.owner();
    return new Outcome.Duplicate(
        "alert " + owner.sequence() + " of stream " + owner.stream() + " " + does,
        stage(claim, state));
  }

  private static Stage stage(Done claim, State state) {
    if (state.open()) {
      return Stage.IN_FLIGHT;
    }
    return claim.acted() ? Stage.ACTED : Stage.OVER;
  }

  private static Outcome unreachable(String why) {
    return new Outcome.Retry(Reason.CLAIMS_UNREACHABLE, why, Optional.empty(), false);
  }
}
