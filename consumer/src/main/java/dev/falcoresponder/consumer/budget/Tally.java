package dev.falcoresponder.consumer.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The deletions that count at one moment, with those that are granted at it. */
final class Tally {
  private final BudgetConfig config;
  private final Instant now;
  private final List<Spend> spends = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final List<Instant> cluster = new ArrayList<>();
  private final Map<String, List<Instant>> namespaces = new HashMap<>();
  private final Map<String, List<Instant>> owners = new HashMap<>();
  private boolean grew;

  /** Starts with those of the kept deletions that are not older than the window. */
  Tally(BudgetConfig config, Instant now, List<Spend> kept) {
    this.config = config;
    this.now = now;
    var oldest = now.minus(config.window());
    kept.stream().filter(spend -> spend.at().isAfter(oldest)).forEach(this::add);
  }

  /** Grants a deletion and counts it, unless it counts already; or says what is used up. */
  Spending ask(SpendRequest request) {
    if (ids.contains(Spend.id(request))) {
      return new Spending.Granted();
    }
    var uses = uses(request);
    if (!request.approved() && uses.stream().anyMatch(Use::usedUp)) {
      return new Spending.Over(uses);
    }
    add(Spend.of(request, now));
    grew = true;
    return new Spending.Granted();
  }

  /** How the limits stand that a deletion falls under. */
  List<Use> uses(SpendRequest request) {
    var uses = new ArrayList<Use>();
    use(Scope.CLUSTER, cluster, config.cluster()).ifPresent(uses::add);
    use(Scope.NAMESPACE, of(namespaces, Spend.namespace(request)), config.namespace())
        .ifPresent(uses::add);
    if (request.ownerUid().isPresent()) {
      use(Scope.OWNER, of(owners, Spend.owner(request)), config.owner()).ifPresent(uses::add);
    }
    return uses;
  }

  /** Whether anything was granted that has to be kept. */
  boolean grew() {
    return grew;
  }

  /**
   * What has to be kept, the oldest first. People may approve more than any limit; the newest of
   * all deletions are enough to know that a limit is used up, and for how long.
   */
  List<Spend> kept() {
    return List.copyOf(
        spends.subList(Math.max(0, spends.size() - BudgetConfig.MOST), spends.size()));
  }

  private void add(Spend spend) {
    spends.add(spend);
    ids.add(spend.id());
    cluster.add(spend.at());
    // A thousand may count, and this is on the way of every deletion.
    if (config.namespace() > 0) {
      namespaces.computeIfAbsent(spend.namespace(), _ -> new ArrayList<>()).add(spend.at());
    }
    if (config.owner() > 0) {
      owners.computeIfAbsent(spend.owner(), _ -> new ArrayList<>()).add(spend.at());
    }
  }

  private static List<Instant> of(Map<String, List<Instant>> times, String name) {
    return times.getOrDefault(name, List.of());
  }

  private Optional<Use> use(Scope scope, List<Instant> times, int limit) {
    if (limit == 0) {
      return Optional.empty();
    }
    var freeAt =
        times.size() < limit
            ? Optional.<Instant>empty()
            : times.stream()
                .sorted(Comparator.naturalOrder())
                .skip(times.size() - limit)
                .findFirst()
                .map(time -> time.plus(config.window()));
    return Optional.of(new Use(scope, times.size(), limit, config.window(), freeAt));
  }
}
