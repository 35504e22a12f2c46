package dev.falcoresponder.bench;

import dev.falcoresponder.consumer.decode.AlertDecoder;
import dev.falcoresponder.consumer.decode.DecodedAlert;
import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.consumer.rules.Problem;
import dev.falcoresponder.consumer.rules.RuleBook;
import dev.falcoresponder.consumer.rules.RuleFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What matching costs beside decoding: the same alerts are decoded, and held against the rules of a
 * file, in turn, in a JVM that does nothing else. Prints, on one line, the median nanoseconds for
 * one alert: of decoding, of matching; and how many of the alerts matched.
 */
public final class MatchCost {
  /** Passes over the alerts in one round: some milliseconds, far above the clock's grain. */
  private static final int PASSES = 300;

  private final AlertDecoder decoder = new AlertDecoder();
  private final RuleBook book;
  private final List<Envelope> envelopes;
  private final List<DecodedAlert> alerts;

  /** What is written here has to be made: no work can be left out as unused. */
  private volatile Step<?> last;

  private MatchCost(RuleBook book, List<byte[]> messages) {
    this.book = book;
    this.envelopes = messages.stream().map(MatchCost::envelope).toList();
    this.alerts = envelopes.stream().map(this::decoded).toList();
    this.last = book.match(alerts.getFirst());
  }

  /**
   * Measures.
   *
   * @param arguments the rule file, the seconds to warm up, the rounds to measure
   */
  public static void main(String[] arguments) {
    var messages = Stream.concat(Alerts.unwanted().stream(), Stream.of(Alerts.shell())).toList();
    var cost = new MatchCost(book(Path.of(arguments[0])), messages);
    cost.warmUp(Duration.ofSeconds(Long.parseLong(arguments[1])));
    System.out.println(cost.measure(Integer.parseInt(arguments[2])));
  }

  private static RuleBook book(Path file) {
    return switch (RuleFiles.load(List.of(file))) {
      case RuleFiles.Load.Loaded loaded -> loaded.book();
      case RuleFiles.Load.Broken(List<Problem> problems) ->
          throw new IllegalStateException(problems.toString());
    };
  }

  private static Envelope envelope(byte[] message) {
    var id = new AlertId(AlertStream.NAME, 1, Instant.EPOCH);
    return new Envelope(id, Alerts.SHELL_SUBJECT, new Payload(message), 1, Optional.empty());
  }

  private DecodedAlert decoded(Envelope envelope) {
    return switch (decoder.decode(envelope, book.fields())) {
      case Step.Next<DecodedAlert>(DecodedAlert alert) -> alert;
      case Step.End<DecodedAlert>(Outcome outcome) ->
          throw new IllegalStateException(outcome.toString());
    };
  }

  private void warmUp(Duration time) {
    var until = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < until) {
      decode();
      match();
    }
  }

  private String measure(int rounds) {
    var decoding = new ArrayList<Double>();
    var matching = new ArrayList<Double>();
    for (int round = 0; round < rounds; round++) {
      decoding.add(decode());
      matching.add(match());
    }
    var matched = alerts.stream().map(book::match).filter(Step.Next.class::isInstance).count();
    return Quantile.median(decoding) + " " + Quantile.median(matching) + " " + matched;
  }

  private double decode() {
    var began = System.nanoTime();
    for (int pass = 0; pass < PASSES; pass++) {
      for (var envelope : envelopes) {
        last = decoder.decode(envelope, book.fields());
      }
    }
    return each(began);
  }

  private double match() {
    var began = System.nanoTime();
    for (int pass = 0; pass < PASSES; pass++) {
      for (var alert : alerts) {
        last = book.match(alert);
      }
    }
    var each = each(began);
    if (!(last instanceof Step.Next<?>)) {
      throw new IllegalStateException("a shell is the last of the alerts, and matched no rule");
    }
    return each;
  }

  private double each(long began) {
    return (System.nanoTime() - began) / (double) PASSES / alerts.size();
  }
}
