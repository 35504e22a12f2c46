package dev.falcoresponder.consumer.broker;

import dev.falcoresponder.consumer.broker.StreamReader.Found;
import dev.falcoresponder.consumer.broker.StreamWriter.Written;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A NATS key-value bucket, one request at a time and without a look at the bucket first, since
 * buckets are on every alert's way. Reads are never stale. Any tool for buckets can read and change
 * what is there.
 */
public final class Bucket {
  private static final String EXPECTED_REVISION = "Nats-Expected-Last-Subject-Sequence";
  private static final String EXPECTED_POSITION = "Nats-Expected-Last-Sequence";
  private static final String OPERATION = "KV-Operation";
  private static final String DELETE = "DEL";
  private static final String SERVER_MARKER = "Nats-Marker-Reason";
  private static final byte[] EMPTY = {};

  private final String name;
  private final StreamWriter writer;
  private final StreamReader reader;
  private final MissedStream missing;

  /**
   * A bucket of that name.
   *
   * @param connection the connection to use, asked for at each request
   * @param timeout how long a request may take
   * @param missing told whenever the broker says that it has no such bucket, or leaves a write
   *     unanswered; a bucket that it makes takes the write at once
   */
  public Bucket(
      Supplier<Connection> connection, String name, Duration timeout, MissedStream missing) {
    this.name = name;
    this.writer = new StreamWriter(connection, timeout, missing);
    this.reader = new StreamReader(connection, "KV_" + name, timeout);
    this.missing = missing;
  }

  /** What a look at a key finds. */
  public sealed interface Entry {
    /** A value; its sequence is its revision. */
    record Stored(StoredMessage message) implements Entry {}

    /**
     * No value, or one that was removed or has expired.
     *
     * @param revision what to replace when writing one
     */
    record Absent(long revision) implements Entry {}

    /** The broker did not answer, or has no such bucket. */
    record Unreachable(String why) implements Entry {}
  }

  /** What a look at a key and at the whole bucket finds. */
  public sealed interface Look {
    /**
     * The key as it was at that position of the bucket, or later.
     *
     * @param position the sequence of the newest change of any key
     */
    record At(long position, Entry entry) implements Look {}

    /** The broker did not answer, or has no such bucket. */
    record Unreachable(String why) implements Look {}
  }

  /** What a change comes to. */
  public sealed interface Change {
    /** Done; the revision is the key's new one, above 0. */
    record Won(long revision) implements Change {}

    /** Somebody else changed it first. */
    record Lost() implements Change {}

    /** The broker did not answer: the change may or may not have been made. */
    record Unreachable(String why) implements Change {}
  }

  /** The bucket's name. */
  public String name() {
    return name;
  }

  /** Looks. */
  public Entry read(String key) {
    return switch (reader.last(subject(key))) {
      case Found.Stored(var message) -> entry(message);
      case Found.Nothing() -> new Entry.Absent(0);
      case Found.NoStream() -> new Entry.Unreachable(absence());
      case Found.Unknown(var why) -> new Entry.Unreachable(why);
    };
  }

  /** Looks at a key, after finding out how far the bucket is. */
  public Look look(String key) {
    return switch (reader.last(subject(">"))) {
      case Found.Stored(var message) when message.subject().equals(subject(key)) ->
          new Look.At(message.sequence(), entry(message));
      case Found.Stored(var message) -> new Look.At(message.sequence(), read(key));
      case Found.Nothing() -> lookAtNothing();
      case Found.NoStream() -> new Look.Unreachable(absence());
      case Found.Unknown(var why) -> new Look.Unreachable(why);
    };
  }

  /** All values may have expired, which takes nothing back of the bucket's position. */
  private Look lookAtNothing() {
    var position = reader.lastSequence();
    return position.isPresent()
        ? new Look.At(position.getAsLong(), new Entry.Absent(0))
        : new Look.Unreachable("the broker does not say how far bucket " + name + " is");
  }

  /** Writes a value over that revision; 0 stands for a key that was never written. */
  public Change write(String key, byte[] value, long revision) {
    return send(key, expecting(revision), value);
  }

  /**
   * Writes a value if nothing was written into the bucket since that position. Servers before 2.10
   * that form a cluster let several writers replace one revision who come at the same time; they
   * keep this promise.
   */
  public Change writeAt(String key, byte[] value, long position) {
    var headers = new Headers().put(EXPECTED_POSITION, Long.toString(position));
    return send(key, headers, value);
  }

  /** Writes a value over whatever is there. */
  public Change overwrite(String key, byte[] value) {
    return send(key, new Headers(), value);
  }

  /** Removes the value of that revision. */
  public Change remove(String key, long revision) {
    return send(key, expecting(revision).put(OPERATION, DELETE), EMPTY);
  }

  private static Entry entry(StoredMessage message) {
    return removed(message) ? new Entry.Absent(message.sequence()) : new Entry.Stored(message);
  }

  private static Headers expecting(long revision) {
    return new Headers().put(EXPECTED_REVISION, Long.toString(revision));
  }

  private Change send(String key, Headers headers, byte[] value) {
    return switch (writer.write(subject(key), headers, value)) {
      case Written.Stored(long sequence, _) -> new Change.Won(sequence);
      case Written.Conflict() -> new Change.Lost();
      case Written.NoStream() -> new Change.Unreachable(absent());
      case Written.Silence(var why) -> new Change.Unreachable(why);
      case Written.Unconfirmed(var why) -> new Change.Unreachable(why);
    };
  }

  /**
   * Whether it only marks that a value was removed, by a client or, from 2.11 on, by the server.
   */
  private static boolean removed(StoredMessage message) {
    return message.header(OPERATION).isPresent() || message.header(SERVER_MARKER).isPresent();
  }

  private String absence() {
    missing.missed(false);
    return absent();
  }

  private String absent() {
    return "the broker has no bucket " + name + " now";
  }

  private String subject(String key) {
    return "$KV." + name + "." + key;
  }
}
