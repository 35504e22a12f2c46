package dev.falcoresponder.consumer.budget;

import dev.falcoresponder.consumer.budget.BudgetStore.Change;
import dev.falcoresponder.consumer.budget.BudgetStore.Lookup;
import dev.falcoresponder.consumer.budget.BudgetStore.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Counts deletions for one replica. What is asked for while a write is under way is gathered and
 * decided together by the next one, so that a burst costs a few round trips and an ordinary
 * deletion one.
 *
 * <p>What was last read or written here stands until a write shows that somebody else wrote.
 * Nothing is held on the strength of it: deletions of others may have become too old, but a person
 * may have cleared the budget.
 */
public final class BudgetDesk implements Budget {
  /** Each lost round is another replica's success, and those gather what they are asked, too. */
  private static final int ROUNDS = 40;

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

  private final BudgetStore store;
  private final BudgetConfig config;
  private final RandomGenerator random;
  private final ReentrantLock one = new ReentrantLock();
  private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Known known;

  /** A desk over that store. */
  public BudgetDesk(BudgetStore store, BudgetConfig config, RandomGenerator random) {
    this.store = store;
    this.config = config;
    this.random = random;
  }

  /**
   * The value in the store as far as we know.
   *
   * @param at when we knew it, by the store's clock
   * @param stopwatch when, by ours
   */
  private record Known(List<Spend> spends, long revision, Instant at, long stopwatch) {
    Lookup found() {
      return new Lookup.Found(spends, revision);
    }

    Instant now() {
      return at.plusNanos(System.nanoTime() - stopwatch);
    }
  }

  private static final class Waiting {
    private final SpendRequest request;
    private @Nullable Spending answer;

    Waiting(SpendRequest request) {
      this.request = request;
    }
  }

  @Override
  public Spending spend(SpendRequest request) {
    if (!config.limits()) {
      return new Spending.Granted();
    }
    var waiting = new Waiting(request);
    queue.add(waiting);
    one.lock();
    try {
      // Who held the lock before may have answered for us.
      if (waiting.answer == null) {
        answer(gathered());
      }
      return waiting.answer == null
          ? new Spending.Unknown("the budget was not decided upon")
          : waiting.answer;
    } finally {
      one.unlock();
    }
  }

  @Override
  public Standing look(SpendRequest request) {
    if (!config.limits()) {
      return new Standing.Uses(List.of());
    }
    return switch (store.now()) {
      case Time.Unreachable(var why) -> new Standing.Unknown(why);
      case Time.Now(var now) ->
          switch (store.read()) {
            case Lookup.Unreachable(var why) -> new Standing.Unknown(why);
            case Lookup.Found(var spends, _) ->
                new Standing.Uses(new Tally(config, now, spends).uses(request));
          };
    };
  }

  /** Deletions that count in the whole cluster, as this replica last saw it. */
  public int spent() {
    var last = known;
    return last == null ? 0 : new Tally(config, last.now(), last.spends()).kept().size();
  }

  /** How many may count. */
  public int limit() {
    return config.cluster();
  }

  private List<Waiting> gathered() {
    var batch = new ArrayList<Waiting>();
    for (var next = queue.poll(); next != null; next = queue.poll()) {
      batch.add(next);
    }
    return batch;
  }

  private void answer(List<Waiting> batch) {
    var answers = decide(batch.stream().map(waiting -> waiting.request).toList());
    for (int index = 0; index < batch.size(); index++) {
      batch.get(index).answer = answers.get(index);
    }
  }

  private List<Spending> decide(List<SpendRequest> requests) {
    return switch (store.now()) {
      case Time.Now(var now) -> decide(requests, now);
      case Time.Unreachable(var why) -> unknown(requests, why);
    };
  }

  private List<Spending> decide(List<SpendRequest> requests, Instant now) {
    for (int round = 0; round < ROUNDS; round++) {
      var remembered = known;
      switch (remembered == null ? store.read() : remembered.found()) {
        case Lookup.Unreachable(var why) -> {
          return unknown(requests, why);
        }
        case Lookup.Found(var spends, long revision) -> {
          var tally = new Tally(config, now, spends);
          var answers = requests.stream().map(tally::ask).toList();
          if (remembered != null && answers.stream().anyMatch(Spending.Over.class::isInstance)) {
            known = null;
            continue;
          }
          switch (tally.grew() ? store.write(tally.kept(), revision) : new Change.Won(revision)) {
            case Change.Won(long written) -> {
              known = new Known(tally.kept(), written, now, System.nanoTime());
              return answers;
            }
            case Change.Lost() -> {
              known = null;
              pause(round);
            }
            case Change.Unreachable(var why) -> {
              known = null;
              return unknown(requests, why);
            }
          }
        }
      }
    }
    return unknown(requests, "the budget changed under our hands " + ROUNDS + " times");
  }

  private void pause(int round) {
    var longest =
        Math.min(LONGEST_PAUSE.toNanos(), Duration.ofMillis(1L << Math.min(round, 10)).toNanos());
    LockSupport.parkNanos(random.nextLong(longest));
  }

  private static List<Spending> unknown(List<SpendRequest> requests, String why) {
    return requests.stream().<Spending>map(_ -> new Spending.Unknown(why)).toList();
  }
}
