package dev.falcoresponder.consumer.budget;

import dev.falcoresponder.consumer.broker.BrokerClock;
import dev.falcoresponder.consumer.broker.Bucket;
import dev.falcoresponder.consumer.broker.StoredMessage;
import java.util.List;

/**
 * The budget in a NATS key-value bucket, under the key {@code budget}, by the broker's clock. Its
 * revision is the position of the whole bucket, where little else is written. A value there that is
 * not ours is left alone, and nothing is granted: what it stands for is not known.
 */
public final class JetStreamBudgetStore implements BudgetStore {
  private static final String KEY = "budget";
  private static final String CLOCK_KEY = "clock";

  private final Bucket bucket;
  private final BrokerClock clock;

  /** Keeps the budget in that bucket. */
  public JetStreamBudgetStore(Bucket bucket) {
    this.bucket = bucket;
    this.clock = new BrokerClock(bucket, CLOCK_KEY);
  }

  @Override
  public Time now() {
    return switch (clock.read()) {
      case BrokerClock.Reading.Now(var time) -> new Time.Now(time);
      case BrokerClock.Reading.Unknown(var why) -> new Time.Unreachable(why);
    };
  }

  @Override
  public Lookup read() {
    return switch (bucket.look(KEY)) {
      case Bucket.Look.Unreachable(var why) -> new Lookup.Unreachable(why);
      case Bucket.Look.At(long position, Bucket.Entry.Stored(var message)) ->
          read(message, position);
      case Bucket.Look.At(long position, Bucket.Entry.Absent _) ->
          new Lookup.Found(List.of(), position);
      case Bucket.Look.At(_, Bucket.Entry.Unreachable(var why)) -> new Lookup.Unreachable(why);
    };
  }

  @Override
  public Change write(List<Spend> spends, long revision) {
    return switch (bucket.writeAt(KEY, SpendText.write(spends), revision)) {
      case Bucket.Change.Won(long written) -> new Change.Won(written);
      case Bucket.Change.Lost() -> new Change.Lost();
      case Bucket.Change.Unreachable(var why) -> new Change.Unreachable(why);
    };
  }

  private Lookup read(StoredMessage message, long position) {
    return switch (SpendText.read(message.body())) {
      case SpendText.Reading.Read(var spends) -> new Lookup.Found(spends, position);
      case SpendText.Reading.Garbage(var why) ->
          new Lookup.Unreachable(
              "the value of key %s in bucket %s is not ours (%s); remove it: nats kv del %s %s"
                  .formatted(KEY, bucket.name(), why, bucket.name(), KEY));
    };
  }
}
