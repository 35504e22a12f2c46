package dev.falcoresponder.consumer.broker;

import dev.falcoresponder.consumer.broker.StreamReader.Found;
import java.time.Instant;
import java.util.Optional;

/**
 * A stretch of a stream, read from its leader in order. What is stored after it was opened does not
 * belong to it, so reading comes to an end also where the reader publishes into the same stream.
 */
public final class StreamRange {
  private final StreamReader stream;
  private final String subject;
  private final Optional<StoredMessage> newest;
  private final long last;
  private long next;

  private StreamRange(
      StreamReader stream, String subject, Optional<StoredMessage> newest, long first, long last) {
    this.stream = stream;
    this.subject = subject;
    this.newest = newest;
    this.next = first;
    this.last = last;
  }

  /** An end of a stretch. */
  public sealed interface Bound {
    /** That message; it belongs to the stretch at both ends. */
    record Sequence(long number) implements Bound {}

    /** What was stored from that moment on begins a stretch, and no longer belongs to one. */
    record Time(Instant instant) implements Bound {}
  }

  /** What opening comes to. */
  public sealed interface Opening {
    /** The stretch, which may be empty. */
    record Open(StreamRange range) implements Opening {}

    /** The broker did not say, or has no such stream. */
    record Unreachable(String why) implements Opening {}
  }

  private sealed interface Place {
    record At(long sequence) implements Place {}

    record Unknown(String why) implements Place {}
  }

  /**
   * Opens a stretch.
   *
   * @param subject whose messages belong to it; wildcards are allowed
   * @param from empty for the stream's beginning
   * @param to empty for what is newest now
   */
  public static Opening open(
      StreamReader stream, String subject, Optional<Bound> from, Optional<Bound> to) {
    return switch (stream.last(subject)) {
      case Found.Nothing() ->
          new Opening.Open(new StreamRange(stream, subject, Optional.empty(), 1, 0));
      case Found.NoStream() -> new Opening.Unreachable("the broker has no such stream");
      case Found.Unknown(var why) -> new Opening.Unreachable(why);
      case Found.Stored(var newest) ->
          new StreamRange(stream, subject, Optional.of(newest), 1, newest.sequence())
              .narrowed(from, to);
    };
  }

  private Opening narrowed(Optional<Bound> from, Optional<Bound> to) {
    var begin = from.map(this::place).orElseGet(() -> new Place.At(1));
    var end = to.map(this::end).orElseGet(() -> new Place.At(last));
    if (begin instanceof Place.Unknown(var why)) {
      return new Opening.Unreachable(why);
    }
    return switch (end) {
      case Place.Unknown(var why) -> new Opening.Unreachable(why);
      case Place.At(long until) ->
          new Opening.Open(
              new StreamRange(stream, subject, newest, ((Place.At) begin).sequence(), until));
    };
  }

  private Place end(Bound bound) {
    return switch (bound) {
      case Bound.Sequence(long number) -> new Place.At(Math.min(number, last));
      case Bound.Time _ ->
          switch (place(bound)) {
            case Place.At(long sequence) -> new Place.At(sequence - 1);
            case Place.Unknown unknown -> unknown;
          };
    };
  }

  private Place place(Bound bound) {
    return switch (bound) {
      case Bound.Sequence(long number) -> new Place.At(Math.max(1, number));
      case Bound.Time(var instant) -> firstSince(instant);
    };
  }

  /** Halves the stream until one message is left: older servers cannot be asked for a time. */
  private Place firstSince(Instant instant) {
    long low = 1;
    long high = last + 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      switch (stream.next(middle, subject)) {
        case Found.Stored(var message) when message.storedAt().isBefore(instant) ->
            low = message.sequence() + 1;
        case Found.Stored _, Found.Nothing _ -> high = middle;
        case Found.NoStream() -> {
          return new Place.Unknown("the broker has no such stream any more");
        }
        case Found.Unknown(var why) -> {
          return new Place.Unknown(why);
        }
      }
    }
    return new Place.At(low);
  }

  /** Whose messages belong to it. */
  public String subject() {
    return subject;
  }

  /** The newest message of the subject at the time of opening, in the stretch or behind it. */
  public Optional<StoredMessage> newest() {
    return newest;
  }

  /** The sequence at which the stretch ends; 0 where it is empty. */
  public long last() {
    return last;
  }

  /** The next message, or nothing where the stretch is over; after trouble the same one again. */
  public Found next() {
    if (next > last) {
      return new Found.Nothing();
    }
    var found = stream.next(next, subject);
    if (found instanceof Found.Stored(var message)) {
      next = message.sequence() + 1;
      return message.sequence() > last ? new Found.Nothing() : found;
    }
    return found;
  }
}
