package dev.falcoresponder.consumer.dedup;

import dev.falcoresponder.consumer.broker.StoredMessage;
import dev.falcoresponder.consumer.broker.StreamReader;
import dev.falcoresponder.consumer.broker.StreamWriter;
import dev.falcoresponder.consumer.broker.StreamWriter.Written;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Claims in a NATS key-value bucket. Any tool for buckets can read them; the messages are written
 * and read one request at a time, without a look at the bucket first, since claiming is on every
 * alert's way.
 */
public final class JetStreamClaimStore implements ClaimStore {
  private static final String EXPECTED_REVISION = "Nats-Expected-Last-Subject-Sequence";
  private static final String OPERATION = "KV-Operation";
  private static final String DELETE = "DEL";
  private static final String SERVER_MARKER = "Nats-Marker-Reason";
  private static final byte[] EMPTY = {};

  private final String bucket;
  private final StreamWriter writer;
  private final StreamReader reader;
  private final Runnable bucketMissing;

  /**
   * Keeps claims in that bucket.
   *
   * @param connection the connection to use, asked for at each request
   * @param timeout how long a request may take
   * @param bucketMissing called, on the asking thread, whenever the broker says that it has no such
   *     bucket, or leaves a write unanswered
   */
  public JetStreamClaimStore(
      Supplier<Connection> connection, String bucket, Duration timeout, Runnable bucketMissing) {
    this.bucket = bucket;
    this.writer = new StreamWriter(connection, timeout);
    this.reader = new StreamReader(connection, "KV_" + bucket, timeout);
    this.bucketMissing = bucketMissing;
  }

  @Override
  public Lookup find(ClaimKey key) {
    return switch (reader.last(subject(key))) {
      case StreamReader.Found.Stored(var message) ->
          removed(message) ? new Lookup.Absent() : read(message);
      case StreamReader.Found.Nothing() -> new Lookup.Absent();
      case StreamReader.Found.NoStream() -> new Lookup.Unreachable(missing());
      case StreamReader.Found.Unknown(var why) -> new Lookup.Unreachable(why);
    };
  }

  @Override
  public Change create(ClaimKey key, Claim claim) {
    var body = ClaimJson.write(claim);
    var change = write(key, new Headers(), body, 0);
    if (!(change instanceof Change.Lost)) {
      return change;
    }
    // Where a claim was removed, its marker is what the new one has to replace.
    return switch (reader.last(subject(key))) {
      case StreamReader.Found.Stored(var message) when removed(message) ->
          write(key, new Headers(), body, message.sequence());
      case StreamReader.Found.Stored _, StreamReader.Found.Nothing _ -> change;
      case StreamReader.Found.NoStream() -> new Change.Unreachable(missing());
      case StreamReader.Found.Unknown(var why) -> new Change.Unreachable(why);
    };
  }

  @Override
  public Change replace(ClaimKey key, Claim claim, long revision) {
    return write(key, new Headers(), ClaimJson.write(claim), revision);
  }

  @Override
  public Change remove(ClaimKey key, long revision) {
    return write(key, new Headers().put(OPERATION, DELETE), EMPTY, revision);
  }

  private Change write(ClaimKey key, Headers headers, byte[] body, long revision) {
    headers.put(EXPECTED_REVISION, Long.toString(revision));
    return switch (writer.write(subject(key), headers, body)) {
      case Written.Stored(long sequence) -> new Change.Won(sequence);
      case Written.Conflict() -> new Change.Lost();
      case Written.NoStream() -> new Change.Unreachable(missing());
      case Written.Silence(var why) -> {
        bucketMissing.run();
        yield new Change.Unreachable(why);
      }
      case Written.Unconfirmed(var why) -> new Change.Unreachable(why);
    };
  }

  /** Whether it only marks that a claim was removed, by us or, from 2.11 on, by the server. */
  private static boolean removed(StoredMessage message) {
    return message.header(OPERATION).isPresent() || message.header(SERVER_MARKER).isPresent();
  }

  private static Lookup read(StoredMessage message) {
    return switch (ClaimJson.read(message.body())) {
      case ClaimJson.Reading.Read(var claim) ->
          new Lookup.Found(claim, message.sequence(), message.storedAt());
      case ClaimJson.Reading.Garbage(var why) -> new Lookup.Unreadable(why, message.sequence());
    };
  }

  private String missing() {
    bucketMissing.run();
    return "the broker has no bucket " + bucket + " now";
  }

  private String subject(ClaimKey key) {
    return "$KV." + bucket + "." + key.text();
  }
}
