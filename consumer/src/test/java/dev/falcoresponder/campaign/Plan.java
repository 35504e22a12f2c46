package dev.falcoresponder.campaign;

import dev.falcoresponder.campaign.FaultKind.Place;
import dev.falcoresponder.servers.NatsVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a run does; the same seed and the same options make the same plan.
 *
 * @param seed also of everything that is chosen on the way
 * @param nats which broker
 * @param clustered whether it is three of them
 * @param replicas of the program
 * @param rounds what breaks in each round, at once
 * @param pods how many pods come in each round
 * @param reborn how many more come in each round at most, of names that others had
 */
record Plan(
    long seed,
    NatsVersion nats,
    boolean clustered,
    int replicas,
    List<List<FaultKind>> rounds,
    int pods,
    int reborn) {
  private static final int FEWEST_REPLICAS = 2;
  private static final int MOST_REPLICAS = 4;
  private static final int BRIEF_PODS = 45;
  private static final int BRIEF_REBORN = 10;

  Plan {
    rounds = List.copyOf(rounds);
  }

  /** A plan with those faults, each round one or two of them. */
  static Plan of(long seed, List<FaultKind> allowed, Sizes sizes) {
    var random = new Random(seed);
    var clustered = clustered(allowed, random);
    var possible = allowed.stream().filter(kind -> possible(kind.place(), clustered)).toList();
    var rounds = IntStream.range(0, sizes.rounds()).mapToObj(_ -> round(possible, random)).toList();
    return new Plan(
        seed,
        clustered || random.nextInt(3) > 0 ? NatsVersion.NEWEST : NatsVersion.FLOOR,
        clustered,
        random.nextInt(FEWEST_REPLICAS, MOST_REPLICAS + 1),
        rounds,
        Math.max(1, sizes.pods() / sizes.rounds()),
        Math.ceilDiv(sizes.reborn(), sizes.rounds()));
  }

  /** A plan of less than a minute, which provokes what goes wrong most easily. */
  static Plan brief(long seed) {
    var rounds =
        List.of(
            List.of(FaultKind.KILL_REPLICA, FaultKind.DELETE_LETTERS),
            List.of(FaultKind.KILL_BROKER, FaultKind.FREEZE_REPLICA));
    return new Plan(
        seed, NatsVersion.NEWEST, false, FEWEST_REPLICAS, rounds, BRIEF_PODS, BRIEF_REBORN);
  }

  /** Where a cluster's faults are all there is, always; else now and then. */
  private static boolean clustered(List<FaultKind> allowed, Random random) {
    var wanting = allowed.stream().filter(kind -> kind.place() == Place.BROKER_CLUSTER).count();
    return wanting > 0 && (wanting == allowed.size() || random.nextInt(5) == 0);
  }

  private static boolean possible(Place place, boolean clustered) {
    return switch (place) {
      case REPLICAS, CLUSTER -> true;
      case BROKER_CLUSTER -> clustered;
      case BROKER, NATS_LINK -> !clustered;
    };
  }

  private static List<FaultKind> round(List<FaultKind> possible, Random random) {
    var first = possible.get(random.nextInt(possible.size()));
    var chosen = new ArrayList<>(List.of(first));
    var elsewhere = possible.stream().filter(kind -> kind.place() != first.place()).toList();
    if (!elsewhere.isEmpty() && random.nextInt(3) == 0) {
      chosen.add(elsewhere.get(random.nextInt(elsewhere.size())));
    }
    return chosen;
  }

  /** Whether something of that kind breaks. */
  boolean breaks(Class<? extends Fault> kind) {
    return rounds.stream().flatMap(List::stream).anyMatch(one -> kind.isInstance(one.fault()));
  }

  /** What breaks, in words. */
  String words() {
    return rounds.stream()
        .map(round -> round.stream().map(FaultKind::word).collect(Collectors.joining("+")))
        .collect(Collectors.joining(" "));
  }
}
