package dev.falcoresponder.campaign;

import dev.falcoresponder.campaign.Publisher.Draft;
import dev.falcoresponder.campaign.Replica.Side;
import dev.falcoresponder.servers.Link;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/** What happens to replicas. */
final class ReplicaFaults {
  private static final List<String> GARBAGE =
      List.of(
          "", "- rule: [", "- rule: X\n  match: {priority: \">=Info\"}\n", "\u0000\u0001", "{}");

  private ReplicaFaults() {}

  /** SIGKILL, mostly in the midst of requests to the API server, made or not. */
  record Kill() implements Fault {
    @Override
    public void strike(Battle battle, Random random) {
      var victim = battle.fleet().any(random);
      var way =
          List.of(new Link.Open(), new Link.BlackHole(), new Link.OneWay()).get(random.nextInt(3));
      victim.link(Side.API, way);
      Hold.between(random, 0, 500);
      battle.fleet().crash(victim);
      victim.link(Side.API, new Link.Open());
    }
  }

  /** SIGSTOP, and SIGCONT when the broker has long given its alerts to others. */
  record Freeze() implements Fault {
    @Override
    public void strike(Battle battle, Random random) {
      var victim = battle.fleet().any(random);
      Hold.between(random, 0, 300);
      battle.fleet().freeze(victim);
      Hold.upTo(Recruiter.ACK_WAIT.plus(Duration.ofMillis(random.nextInt(2_000))));
      victim.process().resume();
    }
  }

  /** As many as can be, one alone, and as many as before. */
  record Scale() implements Fault {
    @Override
    public void strike(Battle battle, Random random) {
      var before = battle.fleet().size();
      battle.fleet().scale(5);
      Hold.between(random, 0, 300);
      battle.fleet().scale(1);
      Hold.between(random, 0, 300);
      battle.fleet().scale(before);
    }
  }

  /** A clock that is an hour ahead or behind, for a while. */
  record StepClock() implements Fault {
    @Override
    public void strike(Battle battle, Random random) {
      var victim = battle.fleet().any(random);
      Hold.between(random, 0, 300);
      victim.setClock(random.nextBoolean() ? Duration.ofHours(1) : Duration.ofHours(-1));
      Hold.between(random, 1_500, 5_000);
      victim.setClock(Duration.ZERO);
    }
  }

  /**
   * About as much memory as a replica needs at rest, and large alerts at once. Where it runs out,
   * at the start or at work, the replica ends by itself, and is started anew, as a kubelet does.
   */
  record Squeeze() implements Fault {
    private static final int ALERTS = 80;
    private static final int LOOKS = 60;
    private static final Duration LOOK = Duration.ofMillis(100);

    @Override
    public void strike(Battle battle, Random random) {
      var heap = random.nextInt(6, 14);
      var tight = battle.fleet().replace(battle.fleet().any(random), OptionalInt.of(heap));
      // Who stands still makes no stream: where another fault has taken it, this one must not wait.
      battle.publisher().publish(Draft.large(random));
      battle
          .fleet()
          .frozen(() -> {
            var sent = 0;
            while (sent < ALERTS && battle.publisher().offer(Draft.large(random))) {
              sent++;
            }
          });
      for (int look = 0; look < LOOKS; look++) {
        Hold.upTo(LOOK);
        if (battle.fleet().revive(tight)) {
          battle.chronicle().happened(tight + " has ended, its heap of " + heap + " MB was full");
        }
      }
      battle.fleet().replace(tight, OptionalInt.empty());
    }
  }

  /** Rules that nobody can read, for a while. */
  record SpoilRules() implements Fault {
    @Override
    public void strike(Battle battle, Random random) {
      battle.rules().spoil(GARBAGE.get(random.nextInt(GARBAGE.size())));
      Hold.between(random, 500, 1_500);
      battle.rules().mend();
    }
  }

  /** The way of one replica, or of all, is like that for a while. */
  record SpoilLink(Side side, Link link) implements Fault {
    @Override
    public void strike(Battle battle, Random random) {
      var hit = random.nextBoolean() ? battle.fleet().all() : List.of(battle.fleet().any(random));
      Hold.between(random, 0, 200);
      hit.forEach(replica -> replica.link(side, link));
      Hold.between(random, 500, 2 * (int) Recruiter.ACK_WAIT.toMillis());
      hit.forEach(replica -> replica.link(side, new Link.Open()));
    }
  }
}
