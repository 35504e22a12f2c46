package dev.falcoresponder.consumer.approval;

import dev.falcoresponder.consumer.broker.Bucket;
import dev.falcoresponder.consumer.broker.StoredMessage;
import dev.falcoresponder.consumer.intake.Envelope;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Approvals in a NATS key-value bucket, under {@code approval.<replay>}. One counts for the very
 * bytes that it names and for the alert that was stored right after it: an alert that anybody sends
 * again later, replay and all, finds it too old.
 */
public final class JetStreamApprovals implements Approvals {
  /** Between an approval and its alert, by the broker's clock; its servers may differ a little. */
  private static final Duration WITHIN = Duration.ofMinutes(2);

  private static final Pattern REPLAY = Pattern.compile("[-_=a-zA-Z0-9]{1,64}");

  private final Bucket bucket;

  /** Keeps approvals in that bucket. */
  public JetStreamApprovals(Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public Answer find(Envelope alert, String action) {
    var replay = alert.replay();
    if (replay.isEmpty() || !REPLAY.matcher(replay.get()).matches()) {
      return new Answer.Missing("the alert was not redriven");
    }
    return switch (bucket.read(key(replay.get()))) {
      case Bucket.Entry.Stored(var message) -> judge(message, alert, action);
      case Bucket.Entry.Absent _ ->
          new Answer.Missing("nobody has approved replay " + replay.get());
      case Bucket.Entry.Unreachable(var why) -> new Answer.Unreachable(why);
    };
  }

  /** Keeps an approval; what kept it from that, in a sentence. */
  public Optional<String> grant(Approval approval) {
    return switch (bucket.write(key(approval.replay()), ApprovalJson.write(approval), 0)) {
      case Bucket.Change.Won _ -> Optional.empty();
      case Bucket.Change.Lost() -> Optional.of("there is an approval of that replay already");
      case Bucket.Change.Unreachable(var why) -> Optional.of(why);
    };
  }

  private static Answer judge(StoredMessage message, Envelope alert, String action) {
    var approval = ApprovalJson.read(message.body());
    if (!approval.digest().equals(Optional.of(Approval.digest(alert.payload())))) {
      return new Answer.Missing("the approval is of another alert");
    }
    if (!approval.action().equals(Optional.of(action))) {
      return new Answer.Missing(
          "what was approved is " + approval.action().orElse("nothing") + " only");
    }
    var apart = Duration.between(message.storedAt(), alert.id().storedAt()).abs();
    return apart.compareTo(WITHIN) > 0
        ? new Answer.Missing("the approval was for an alert of " + message.storedAt())
        : new Answer.Approved();
  }

  private static String key(String replay) {
    return "approval." + replay;
  }
}
