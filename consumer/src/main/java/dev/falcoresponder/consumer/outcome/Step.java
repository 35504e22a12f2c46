package dev.falcoresponder.consumer.outcome;

import java.util.function.Function;

/**
 * What a room answers: the next room's input, or the end.
 *
 * @param <T> what the next room takes
 */
public sealed interface Step<T> {
  /** Go on with this. */
  record Next<T>(T value) implements Step<T> {}

  /** It ends here. */
  record End<T>(Outcome outcome) implements Step<T> {}

  /** Go on. */
  static <T> Step<T> next(T value) {
    return new Next<>(value);
  }

  /** End. */
  static <T> Step<T> end(Outcome outcome) {
    return new End<>(outcome);
  }

  /** Enters the next room, unless the walk has ended. */
  default <U> Step<U> then(Function<? super T, Step<U>> room) {
    return switch (this) {
      case Next<T>(T value) -> room.apply(value);
      case End<T>(Outcome outcome) -> end(outcome);
    };
  }

  /** Enters the last room, unless the walk has ended. */
  default Outcome finish(Function<? super T, Outcome> room) {
    return switch (this) {
      case Next<T>(T value) -> room.apply(value);
      case End<T>(Outcome outcome) -> outcome;
    };
  }
}
