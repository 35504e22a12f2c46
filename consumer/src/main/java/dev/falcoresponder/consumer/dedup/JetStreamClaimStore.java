package dev.falcoresponder.consumer.dedup;

import dev.falcoresponder.consumer.broker.Bucket;
import dev.falcoresponder.consumer.broker.StoredMessage;

/** Claims in a NATS key-value bucket. */
public final class JetStreamClaimStore implements ClaimStore {
  private final Bucket bucket;

  /** Keeps claims in that bucket. */
  public JetStreamClaimStore(Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public Lookup find(ClaimKey key) {
    return switch (bucket.read(key.text())) {
      case Bucket.Entry.Stored(var message) -> read(message);
      case Bucket.Entry.Absent _ -> new Lookup.Absent();
      case Bucket.Entry.Unreachable(var why) -> new Lookup.Unreachable(why);
    };
  }

  @Override
  public Change create(ClaimKey key, Claim claim) {
    var body = ClaimJson.write(claim);
    var change = change(bucket.write(key.text(), body, 0));
    if (!(change instanceof Change.Lost)) {
      return change;
    }
    // Where a claim was removed, its marker is what the new one has to replace.
    return switch (bucket.read(key.text())) {
      case Bucket.Entry.Absent(long marker) when marker > 0 ->
          change(bucket.write(key.text(), body, marker));
      case Bucket.Entry.Stored _, Bucket.Entry.Absent _ -> change;
      case Bucket.Entry.Unreachable(var why) -> new Change.Unreachable(why);
    };
  }

  @Override
  public Change replace(ClaimKey key, Claim claim, long revision) {
    return change(bucket.write(key.text(), ClaimJson.write(claim), revision));
  }

  @Override
  public Change remove(ClaimKey key, long revision) {
    return change(bucket.remove(key.text(), revision));
  }

  private static Change change(Bucket.Change change) {
    return switch (change) {
      case Bucket.Change.Won(long revision) -> new Change.Won(revision);
      case Bucket.Change.Lost() -> new Change.Lost();
      case Bucket.Change.Unreachable(var why) -> new Change.Unreachable(why);
    };
  }

  private static Lookup read(StoredMessage message) {
    return switch (ClaimJson.read(message.body())) {
      case ClaimJson.Reading.Read(var claim) ->
          new Lookup.Found(claim, message.sequence(), message.storedAt());
      case ClaimJson.Reading.Garbage(var why) -> new Lookup.Unreadable(why, message.sequence());
    };
  }
}
