package dev.falcoresponder.consumer.ledger;

import dev.falcoresponder.consumer.broker.StoredMessage;
import dev.falcoresponder.consumer.broker.StreamReader;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.Subjects;
import io.nats.client.Connection;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Reads the stream of dead letters from its leader, in order of sequence. Letters that cannot be
 * read are answered as such, never passed over: somebody has to look at them too.
 */
public final class DeadLetterReader {
  /** A page ends early once it holds that many bytes of payload. */
  static final int PAGE_BYTES = 8 * 1024 * 1024;

  /** A payload in more pieces than this was not written by us. */
  private static final int MOST_PIECES = 64;

  private final StreamReader stream;

  /** Waits for each answer of the broker no longer than the timeout. */
  public DeadLetterReader(Supplier<Connection> connection, Duration timeout) {
    this.stream = new StreamReader(connection, Subjects.DEAD_LETTERS_STREAM, timeout);
  }

  /** What reading a page comes to. */
  public sealed interface Page {
    /**
     * Letters in order of sequence.
     *
     * @param next where the next page starts; empty after the last letter
     */
    record Letters(List<StoredLetter> letters, OptionalLong next) implements Page {
      public Letters {
        letters = List.copyOf(letters);
      }
    }

    /** The broker did not answer, or has no such stream. */
    record Unreachable(String why) implements Page {}
  }

  /** What looking for one letter comes to. */
  public sealed interface Lookup {
    /** There it is. */
    record Found(StoredLetter letter) implements Lookup {}

    /** No letter ever had that sequence, as far as the broker says; says so in a sentence. */
    record Absent(String why) implements Lookup {}

    /** There was a message of that sequence, which was redriven, discarded or removed. */
    record Gone() implements Lookup {}

    /** The broker did not answer, or has no such stream. */
    record Unreachable(String why) implements Lookup {}
  }

  /** Letters of every reason, also of reasons that this version does not know. */
  public Page page(long from, int size) {
    return page(from, size, Subjects.DEAD_LETTERS);
  }

  /**
   * Letters of one reason.
   *
   * @param from the sequence to start at; 1 is the beginning
   * @param size the most letters to answer, from 1
   */
  public Page page(long from, int size, DeadLetterReason reason) {
    return page(from, size, Subjects.deadLetter(reason));
  }

  /** The letter of that sequence. */
  public Lookup at(long sequence) {
    if (sequence < 1) {
      return absent(sequence);
    }
    return switch (stream.at(sequence)) {
      case StreamReader.Found.Stored(var message) ->
          isRest(message) ? absent(sequence) : new Lookup.Found(letter(message));
      case StreamReader.Found.Nothing() ->
          sequence <= stream.lastSequence().orElse(0) ? new Lookup.Gone() : absent(sequence);
      case StreamReader.Found.NoStream() -> new Lookup.Unreachable(noStream());
      case StreamReader.Found.Unknown(var why) -> new Lookup.Unreachable(why);
    };
  }

  private static Lookup absent(long sequence) {
    return new Lookup.Absent(
        "no dead letter has sequence " + sequence + "; dead-letters list shows those there are");
  }

  private Page page(long from, int size, String subject) {
    var letters = new ArrayList<StoredLetter>();
    long bytes = 0;
    long sequence = Math.max(1, from);
    while (letters.size() < size && bytes < PAGE_BYTES) {
      switch (stream.next(sequence, subject)) {
        case StreamReader.Found.Stored(var message) -> {
          sequence = message.sequence() + 1;
          if (!isRest(message)) {
            var letter = letter(message);
            letters.add(letter);
            bytes += letter.payload().size();
          }
        }
        case StreamReader.Found.Nothing() -> {
          return new Page.Letters(letters, OptionalLong.empty());
        }
        case StreamReader.Found.NoStream() -> {
          return new Page.Unreachable(noStream());
        }
        case StreamReader.Found.Unknown(var why) -> {
          return new Page.Unreachable(why);
        }
      }
    }
    return new Page.Letters(letters, OptionalLong.of(sequence));
  }

  private StoredLetter letter(StoredMessage message) {
    var payload = new ByteArrayOutputStream();
    payload.writeBytes(message.body());
    var rests = new ArrayList<Long>();
    var content = join(message, payload, rests);
    return new StoredLetter(
        message.sequence(),
        message.storedAt(),
        message.subject(),
        content,
        new Payload(payload.toByteArray()),
        rests);
  }

  private StoredLetter.Content join(
      StoredMessage head, ByteArrayOutputStream payload, List<Long> rests) {
    try {
      for (var next = rest(head); next.isPresent(); ) {
        if (rests.size() == MOST_PIECES
            || !(stream.at(next.getAsLong()) instanceof StreamReader.Found.Stored(var piece))
            || !LetterHeaders.isRestOf(piece, head)) {
          return new StoredLetter.Unreadable(
              "the payload's piece at sequence " + next.getAsLong() + " is missing",
              Optional.empty());
        }
        rests.add(piece.sequence());
        payload.writeBytes(piece.body());
        next = rest(piece);
      }
    } catch (NumberFormatException e) {
      return new StoredLetter.Unreadable(
          "header " + LetterHeaders.REST + " cannot be read: " + e.getMessage(), Optional.empty());
    }
    try {
      return new StoredLetter.Letter(LetterHeaders.letter(head.headers()));
    } catch (IllegalArgumentException e) {
      return new StoredLetter.Unreadable(
          String.valueOf(e.getMessage()), LetterHeaders.alertSubject(head.headers()));
    }
  }

  private static OptionalLong rest(StoredMessage message) {
    return message
        .header(LetterHeaders.REST)
        .map(sequence -> OptionalLong.of(Long.parseLong(sequence)))
        .orElseGet(OptionalLong::empty);
  }

  private static boolean isRest(StoredMessage message) {
    return message.header(LetterHeaders.REST_OF).isPresent();
  }

  private static String noStream() {
    return "the broker has no stream " + Subjects.DEAD_LETTERS_STREAM;
  }
}
