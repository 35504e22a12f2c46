package dev.falcoresponder.consumer.dedup;

import dev.falcoresponder.consumer.dedup.Claim.State;
import dev.falcoresponder.consumer.dedup.ClaimStore.Change;
import dev.falcoresponder.consumer.dedup.ClaimStore.Lookup;
import dev.falcoresponder.consumer.outcome.SettledOutcome;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the holder of a ticket writes into its claim: never over what somebody else wrote since. */
final class HeldClaims {
  /**
   * Each lost round is somebody else's success, so more of them than replicas means that something
   * is wrong.
   */
  static final int ROUNDS = 5;

  static final String CHANGED = "the claim changed under our hands " + ROUNDS + " times";

  private static final int LONGEST_DETAIL = 1_000;

  private final ClaimStore store;
  private final String replica;

  HeldClaims(ClaimStore store, String replica) {
    this.store = store;
    this.replica = replica;
  }

  /** The claim says what came of the response. */
  Settling settle(ClaimTicket ticket, State state, SettledOutcome outcome) {
    var kept = Optional.of(shortened(outcome));
    return replace(ticket, new Claim(state, ticket.owner(), ticket.attempt(), replica, kept));
  }

  /** The attempt was none. */
  Settling takeBack(ClaimTicket ticket) {
    return replace(ticket, Claim.inflight(ticket.owner(), ticket.attempt() - 1, replica));
  }

  /** The claim goes. */
  Settling release(ClaimTicket ticket) {
    return switch (store.remove(ticket.key(), ticket.revision())) {
      case Change.Won _ -> new Settling.Settled(Ruling.NOTHING);
      case Change.Unreachable(var why) -> new Settling.Unreachable(why);
      case Change.Lost() ->
          switch (store.find(ticket.key())) {
            case Lookup.Absent() -> new Settling.Settled(Ruling.NOTHING);
            case Lookup.Unreachable(var why) -> new Settling.Unreachable(why);
            case Lookup.Found(var current, _, _) -> lost(ticket, current);
            case Lookup.Unreadable _ -> new Settling.LostOwnership();
          };
    };
  }

  /** Writes over that revision, or where there is nothing. */
  Change write(ClaimKey key, Claim claim, long revision) {
    return revision == Ruling.NOTHING
        ? store.create(key, claim)
        : store.replace(key, claim, revision);
  }

  private Settling replace(ClaimTicket ticket, Claim claim) {
    long revision = ticket.revision();
    for (int round = 0; round < ROUNDS; round++) {
      switch (write(ticket.key(), claim, revision)) {
        case Change.Won(long written) -> {
          return new Settling.Settled(written);
        }
        case Change.Unreachable(var why) -> {
          return new Settling.Unreachable(why);
        }
        case Change.Lost() -> {
          switch (store.find(ticket.key())) {
            // Lost to ourselves: it was written before, and only the answer did not arrive.
            case Lookup.Found(var current, long written, _) when current.equals(claim) -> {
              return new Settling.Settled(written);
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

  private static Settling lost(ClaimTicket ticket, Claim current) {
    return current.owner().equals(ticket.owner())
        ? new Settling.Superseded()
        : new Settling.LostOwnership();
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
