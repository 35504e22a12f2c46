package dev.falcoresponder.consumer.redrive;

import dev.falcoresponder.consumer.broker.StoredMessage;
import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.intake.Payload;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Sends alerts of the stream once more, byte for byte. This approves nothing, and who sends the
 * same alerts under the same id twice has sent them once.
 */
public final class Replay {
  private final AlertStream alerts;
  private final AlertSender sender;
  private final ReplayId id;
  private final boolean dryRun;

  /**
   * Replays under that id.
   *
   * @param timeout how long each request to the broker may take
   * @param dryRun whether nothing is sent
   */
  public Replay(
      Supplier<Connection> connection,
      AlertStream alerts,
      Duration timeout,
      ReplayId id,
      boolean dryRun) {
    this.alerts = alerts;
    this.sender = new AlertSender(connection, alerts, timeout);
    this.id = id;
    this.dryRun = dryRun;
  }

  /** What came of one alert. */
  public sealed interface Answer {
    /**
     * It was sent, or in a dry run would be.
     *
     * @param repeated whether it was sent under that id shortly before
     */
    record Replayed(boolean repeated) implements Answer {}

    /** It is a replay itself, and what it replays may be among the others. */
    record PassedOver() implements Answer {}

    /** It cannot be sent, for a reason that another alert need not have. */
    record Refused(String why) implements Answer {}

    /** It may or may not have been stored; to send it again under the same id does no harm. */
    record Unconfirmed(String why) implements Answer {}
  }

  /** Sends one alert. */
  public Answer replay(StoredMessage alert) {
    if (alert.replay().isPresent()) {
      return new Answer.PassedOver();
    }
    if (!alerts.takes(alert.subject())) {
      return new Answer.Refused(
          "is on %s, which is not among the subjects of the alerts (nats.subjects is %s)"
              .formatted(alert.subject(), alerts.subjects()));
    }
    var stored = new AlertId(alerts.name(), alert.sequence(), alert.storedAt());
    var message =
        sender.message(
            alert.subject(),
            new Payload(alert.body()),
            id.text(),
            "replay." + id.text() + "." + stored.token(),
            alert.storedAt());
    return sender
        .obstacle(message)
        .<Answer>map(Answer.Refused::new)
        .orElseGet(() -> dryRun ? new Answer.Replayed(false) : send(message));
  }

  private Answer send(AlertSender.Message message) {
    return switch (sender.send(message)) {
      case AlertSender.Sent.Stored(_, var repeated) -> new Answer.Replayed(repeated);
      case AlertSender.Sent.Unconfirmed(var why) -> new Answer.Unconfirmed(why);
    };
  }
}
