package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.explain.AlertOrigin;
import dev.falcoresponder.consumer.explain.Explainer;
import dev.falcoresponder.consumer.explain.Explainers;
import dev.falcoresponder.consumer.explain.Explanation;
import dev.falcoresponder.consumer.explain.ExplanationJson;
import dev.falcoresponder.consumer.explain.SummaryJson;
import dev.falcoresponder.consumer.explain.Tally;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Explains alert after alert, and says at the end what they come to. */
final class ExplainMany {
  private final Terminal terminal;
  private final Explainer explainer;
  private final boolean json;
  private final boolean each;
  private final Tally tally;
  private long unanswered;

  /**
   * Prints to the terminal.
   *
   * @param each whether every alert gets a line; in JSON it always does
   */
  ExplainMany(Terminal terminal, Explainer explainer, boolean json, boolean each) {
    this.terminal = terminal;
    this.explainer = explainer;
    this.json = json;
    this.each = each;
    this.tally = new Tally(explainer.book());
  }

  /** Every file of a folder; one that cannot be read is told, and does not keep the others. */
  int folder(Path folder) {
    var code = ExitCode.FINE;
    try (var progress = new Progress(terminal, "explained")) {
      for (var file : files(folder)) {
        if (!terminal.written()) {
          break;
        }
        switch (new AlertFile(file.toString()).read(terminal)) {
          case AlertFile.Reading.Unreadable(var why) -> code = terminal.problems(List.of(why));
          case AlertFile.Reading.Read(var payload) -> {
            var envelope = Explainers.envelope(payload, Clock.systemUTC());
            explain(new AlertOrigin.InFile(file.toString()), envelope, progress);
          }
        }
      }
    } catch (IOException e) {
      return terminal.problems(List.of(folder + ": it cannot be read (" + e.getMessage() + ")"));
    }
    return summarize() == ExitCode.FINE ? code : ExitCode.PROBLEM;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries
          .filter(
              file -> Files.isRegularFile(file) && !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  /** A stretch of the stream of alerts. */
  int stretch(Stretch stretch) {
    var stream = stretch.stream();
    Optional<String> failure;
    try (var progress = new Progress(terminal, "explained")) {
      failure =
          stretch.each(
              terminal::written,
              message -> {
                var origin =
                    new AlertOrigin.InStream(stream, message.sequence(), message.storedAt());
                explain(origin, Explainers.envelope(stream, message), progress);
                return Optional.empty();
              });
    }
    if (failure.isPresent()) {
      return terminal.problem(failure.get());
    }
    if (tally.alerts() == 0 && !json) {
      terminal.out().println("nothing to explain: " + stretch.nothing());
      return ExitCode.FINE;
    }
    return summarize();
  }

  private void explain(AlertOrigin origin, Envelope envelope, Progress progress) {
    var explanation = explainer.explain(envelope);
    tally.add(explanation);
    if (explanation.unanswered()) {
      unanswered++;
    }
    if (json) {
      terminal.out().println(ExplanationJson.line(origin, explanation));
    } else if (each) {
      terminal.out().println(line(origin, explanation));
    } else {
      progress.at(tally.alerts(), place(origin));
    }
  }

  private int summarize() {
    var summary = tally.summary();
    terminal.out().println(json ? SummaryJson.print(summary) : SummaryText.print(summary));
    return unanswered == 0
        ? ExitCode.FINE
        : terminal.problem(
            "the cluster's answers do not tell what would come of %d of %d alerts; ask again"
                .formatted(unanswered, tally.alerts()));
  }

  private static String line(AlertOrigin origin, Explanation explanation) {
    var outcome =
        explanation.counted().word() + explanation.reason().map(reason -> " " + reason).orElse("");
    var pod = explanation.pod().map(named -> named.ref().toString()).orElse("-");
    var rule = explanation.alert().map(alert -> '"' + alert.rule() + '"').orElse("-");
    return Printable.of(String.join("  ", place(origin), outcome, pod, rule));
  }

  private static String place(AlertOrigin origin) {
    return switch (origin) {
      case AlertOrigin.InFile(var file) -> file;
      case AlertOrigin.InStream(_, long sequence, var time) -> "#" + sequence + " " + time;
    };
  }
}
