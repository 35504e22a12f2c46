package dev.falcoresponder.consumer.broker;

import dev.falcoresponder.consumer.text.GoDuration;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What we rely on in streams, field by field. Fatal is what could lose or swallow an alert behind
 * our back; the rest is an owner's choice that we only tell.
 */
final class StreamChecks {
  private StreamChecks() {}

  static List<Difference> alerts(
      StreamConfiguration wanted, StreamConfiguration found, Duration retryHorizon) {
    var findings = common(wanted, found);
    findings.fatal(
        limits(found.getMaxAge()) && found.getMaxAge().compareTo(retryHorizon) < 0,
        "max_age is "
            + GoDuration.of(found.getMaxAge())
            + ", shorter than the retries of one alert may take ("
            + GoDuration.of(retryHorizon)
            + ")",
        "--max-age=" + GoDuration.of(wanted.getMaxAge()));
    maxAge(findings, wanted, found, retryHorizon);
    findings.told(
        longer(found.getMaxAge(), wanted.getMaxAge()),
        "max_age is "
            + age(found.getMaxAge())
            + ", configured is "
            + age(wanted.getMaxAge())
            + ": alerts are kept for longer",
        "--max-age=" + GoDuration.of(wanted.getMaxAge()));
    findings.told(
        found.getMaxMsgsPerSubject() > 0,
        "keeps only "
            + found.getMaxMsgsPerSubject()
            + " messages of a subject: unhandled alerts may be dropped",
        "--max-msgs-per-subject=-1");
    findings.told(
        found.getDiscardPolicy() == DiscardPolicy.New,
        "refuses new alerts when full, and their publisher does not notice",
        "--discard=old");
    return findings.all();
  }

  static List<Difference> claims(StreamConfiguration wanted, StreamConfiguration found) {
    var findings = bucket(wanted, found, "an old claim, which would swallow an alert");
    findings.told(
        found.getDiscardPolicy() != DiscardPolicy.New,
        "drops old claims when full, so a response may be given twice",
        "--discard=new");
    maxAge(findings, wanted, found, Duration.ZERO);
    findings.told(
        longer(found.getMaxAge(), wanted.getMaxAge()),
        "max_age is "
            + age(found.getMaxAge())
            + ", longer than "
            + GoDuration.of(wanted.getMaxAge())
            + ": alerts about the same pod are held for duplicates as long",
        "--max-age=" + GoDuration.of(wanted.getMaxAge()));
    return findings.all();
  }

  static List<Difference> holds(
      StreamConfiguration wanted, StreamConfiguration found, Duration budgetWindow) {
    var findings = bucket(wanted, found, "an old budget, which would hold an alert for nothing");
    findings.fatal(
        limits(found.getMaxAge()) && found.getMaxAge().compareTo(budgetWindow) < 0,
        "max_age is "
            + GoDuration.of(found.getMaxAge())
            + ", so deletions are forgotten that still count against the budget of "
            + GoDuration.of(budgetWindow),
        "--max-age=" + GoDuration.of(wanted.getMaxAge()));
    findings.told(
        found.getDiscardPolicy() != DiscardPolicy.New,
        "drops old entries when full, so more pods may be deleted than the budget allows",
        "--discard=new");
    maxAge(findings, wanted, found, budgetWindow);
    return findings.all();
  }

  private static Findings bucket(
      StreamConfiguration wanted, StreamConfiguration found, String stale) {
    var findings = common(wanted, found);
    findings.fatal(
        found.getAllowDirect(),
        "allow_direct is on, so a replica may answer a read with " + stale,
        "--no-allow-direct");
    findings.fatal(
        found.getMaxMsgsPerSubject() != 1,
        "history is " + found.getMaxMsgsPerSubject() + ", we need 1",
        "--max-msgs-per-subject=1");
    return findings;
  }

  static List<Difference> ledger(StreamConfiguration wanted, StreamConfiguration found) {
    var findings = common(wanted, found);
    maxAge(findings, wanted, found, Duration.ZERO);
    var window = window(found);
    var needed = window(wanted);
    findings.told(
        window.compareTo(needed) < 0,
        "duplicate_window is "
            + GoDuration.of(window)
            + ", we need "
            + GoDuration.of(needed)
            + ": an entry may be kept twice",
        "--dupe-window=" + GoDuration.of(needed));
    findings.told(
        wanted.getDiscardPolicy() == DiscardPolicy.New
            && found.getDiscardPolicy() == DiscardPolicy.Old,
        "drops old entries when full",
        "--discard=new");
    return findings.all();
  }

  private static Findings common(StreamConfiguration wanted, StreamConfiguration found) {
    var name = wanted.getName();
    var findings = new Findings("stream " + name, "nats stream edit " + name);
    var subject = wanted.getSubjects().getFirst();
    var sources = found.getSources();
    var fed = (sources != null && !sources.isEmpty()) || found.getMirror() != null;
    findings.fatal(
        !fed && !SubjectCover.covers(found.getSubjects(), subject),
        "subjects are " + String.join(",", found.getSubjects()) + ", they do not cover " + subject,
        "--subjects=" + subject);
    findings.fatal(
        found.getRetentionPolicy() != RetentionPolicy.Limits,
        "retention is "
            + found.getRetentionPolicy()
            + ", we need limits; it cannot be changed, make the stream anew",
        "");
    findings.fatal(found.getSealed(), "is sealed and takes no message; make the stream anew", "");
    findings.fatal(found.getNoAck(), "does not confirm what it stores", "--ack");
    findings.told(
        found.getStorageType() != StorageType.File,
        "storage is " + found.getStorageType() + ": its messages do not outlive the broker",
        "");
    findings.told(
        found.getReplicas() < wanted.getReplicas(),
        "has " + found.getReplicas() + " replicas, we need " + wanted.getReplicas(),
        "--replicas=" + wanted.getReplicas());
    return findings;
  }

  private static void maxAge(
      Findings findings, StreamConfiguration wanted, StreamConfiguration found, Duration toldFrom) {
    var shorter =
        limits(found.getMaxAge())
            && (!limits(wanted.getMaxAge()) || found.getMaxAge().compareTo(wanted.getMaxAge()) < 0);
    findings.told(
        shorter && found.getMaxAge().compareTo(toldFrom) >= 0,
        "max_age is " + age(found.getMaxAge()) + ", we need " + age(wanted.getMaxAge()),
        "--max-age=" + (limits(wanted.getMaxAge()) ? GoDuration.of(wanted.getMaxAge()) : "0"));
  }

  private static Duration window(StreamConfiguration stream) {
    return Objects.requireNonNullElse(stream.getDuplicateWindow(), Duration.ZERO);
  }

  private static boolean limits(Duration maxAge) {
    return maxAge.isPositive();
  }

  private static boolean longer(Duration found, Duration wanted) {
    return found.compareTo(wanted) > 0 || !limits(found);
  }

  private static String age(Duration maxAge) {
    return limits(maxAge) ? GoDuration.of(maxAge) : "unlimited";
  }
}
