package dev.falcoresponder.consumer.dedup;

import dev.falcoresponder.consumer.broker.BrokerState;
import dev.falcoresponder.consumer.broker.StreamReader;
import dev.falcoresponder.consumer.broker.StreamReader.Found;
import dev.falcoresponder.consumer.intake.AlertId;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Looks for owners in their stream, by its leader. Without JetStream claims are in the process, and
 * so are their owners.
 *
 * @param state what is known of the broker
 * @param connection the connection to use, asked for at each look
 * @param timeout how long a look may take
 */
public record StreamOwners(
    Supplier<BrokerState> state, Supplier<Connection> connection, Duration timeout)
    implements Owners {

  @Override
  public Whereabouts find(AlertId owner) {
    if (state.get() instanceof BrokerState.Core) {
      return ALWAYS_THERE.find(owner);
    }
    return switch (new StreamReader(connection, owner.stream(), timeout).at(owner.sequence())) {
      // A stream that was made anew gives its sequences to other alerts.
      case Found.Stored(var message) ->
          message.storedAt().equals(owner.storedAt())
              ? new Whereabouts.InStream()
              : new Whereabouts.Gone();
      case Found.Nothing(), Found.NoStream() -> new Whereabouts.Gone();
      case Found.Unknown(var why) -> new Whereabouts.Unknown(why);
    };
  }
}
