package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.broker.StoredMessage;
import dev.falcoresponder.consumer.redrive.Replay;
import java.util.Optional;
import java.util.function.Consumer;

/** One replay of a stretch, alert after alert, up to the first that is not confirmed. */
final class ReplayRun {
  private final Replay replay;
  private final Stretch stretch;
  private final ReplayCount count = new ReplayCount();
  private Optional<Long> next = Optional.empty();

  ReplayRun(Replay replay, Stretch stretch) {
    this.replay = replay;
    this.stretch = stretch;
  }

  /**
   * Replays all of it; what ended it early.
   *
   * @param refusals is told of each alert that cannot be sent, which does not keep the others
   */
  Optional<String> run(Progress progress, Consumer<String> refusals) {
    // Whoever does not see the output has asked for the replay all the same.
    return stretch.each(
        () -> true,
        alert -> {
          next = Optional.of(alert.sequence());
          var failure = one(alert, refusals);
          if (failure.isEmpty()) {
            next = Optional.of(alert.sequence() + 1);
            progress.at(count.all(), "alerts, up to sequence " + alert.sequence());
          }
          return failure;
        });
  }

  private Optional<String> one(StoredMessage alert, Consumer<String> refusals) {
    var answer = replay.replay(alert);
    count.add(alert.subject(), answer);
    return switch (answer) {
      case Replay.Answer.Replayed _, Replay.Answer.PassedOver _ -> Optional.empty();
      case Replay.Answer.Refused(var why) -> {
        refusals.accept("alert " + alert.sequence() + " " + why);
        yield Optional.empty();
      }
      case Replay.Answer.Unconfirmed(var why) ->
          Optional.of("alert " + alert.sequence() + " is not confirmed: " + why);
    };
  }

  /** What came of it so far. */
  ReplayCount count() {
    return count;
  }

  /** The sequence at which to go on; empty where it has not begun. */
  Optional<Long> next() {
    return next;
  }

  /** The sequence at which the stretch ends. */
  long last() {
    return stretch.range().last();
  }
}
