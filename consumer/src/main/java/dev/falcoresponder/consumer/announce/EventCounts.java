package dev.falcoresponder.consumer.announce;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** What became of announcements. */
public final class EventCounts {
  private final Map<Result, LongAdder> adders = new EnumMap<>(Result.class);

  EventCounts() {
    for (var result : Result.values()) {
      adders.put(result, new LongAdder());
    }
  }

  /** What can become of one. */
  public enum Result {
    /** The Event is there, ours or an equal one. */
    CREATED,
    /** The same was told a moment ago; it is counted, and told later as one of several. */
    AGGREGATED,
    /** There was no room for it, or no pod that it could be about. */
    DROPPED,
    /** The API server did not take it. */
    FAILED;

    /** The word in metrics. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How many came to that since the start. */
  public long of(Result result) {
    return adder(result).sum();
  }

  /** All of them by {@link Result#word}, for metrics. */
  public Map<String, LongSupplier> byWord() {
    return Arrays.stream(Result.values())
        .collect(Collectors.toMap(Result::word, result -> adder(result)::sum));
  }

  void add(Result result, long many) {
    adder(result).add(many);
  }

  private LongAdder adder(Result result) {
    return Objects.requireNonNull(adders.get(result));
  }
}
