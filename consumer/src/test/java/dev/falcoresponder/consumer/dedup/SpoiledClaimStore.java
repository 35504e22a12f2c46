package dev.falcoresponder.consumer.dedup;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A store whose next calls go wrong as a test wants; otherwise the one behind it. Counts its calls.
 */
final class SpoiledClaimStore implements ClaimStore {
  /** What happens to a call. */
  enum Fault {
    /** It does not arrive. */
    NO_REQUEST,
    /** It is carried out, and the answer does not arrive. */
    NO_ANSWER,
    /** Somebody is faster; lookups are as they are. */
    LOST,
    /** What is found is no claim; changes are as they are. */
    UNREADABLE
  }

  private final ClaimStore store;
  private final Queue<Fault> faults = new ArrayDeque<>();
  private final AtomicInteger calls = new AtomicInteger();

  SpoiledClaimStore(ClaimStore store) {
    this.store = store;
  }

  void next(Fault... wanted) {
    faults.addAll(List.of(wanted));
  }

  int calls() {
    return calls.get();
  }

  @Override
  public Lookup find(ClaimKey key) {
    calls.incrementAndGet();
    return switch (faults.poll()) {
      case NO_REQUEST, NO_ANSWER -> new Lookup.Unreachable("spoiled");
      case UNREADABLE -> unreadable(store.find(key));
      case LOST -> store.find(key);
      case null -> store.find(key);
    };
  }

  private static Lookup unreadable(Lookup found) {
    return found instanceof Lookup.Found(_, long revision, _)
        ? new Lookup.Unreadable("spoiled", revision)
        : found;
  }

  @Override
  public Change create(ClaimKey key, Claim claim) {
    return change(() -> store.create(key, claim));
  }

  @Override
  public Change replace(ClaimKey key, Claim claim, long revision) {
    return change(() -> store.replace(key, claim, revision));
  }

  @Override
  public Change remove(ClaimKey key, long revision) {
    return change(() -> store.remove(key, revision));
  }

  private Change change(Supplier<Change> call) {
    calls.incrementAndGet();
    return switch (faults.poll()) {
      case NO_REQUEST -> new Change.Unreachable("spoiled");
      case NO_ANSWER -> {
        var _ = call.get();
        yield new Change.Unreachable("spoiled");
      }
      case LOST -> new Change.Lost();
      case UNREADABLE -> call.get();
      case null -> call.get();
    };
  }
}
