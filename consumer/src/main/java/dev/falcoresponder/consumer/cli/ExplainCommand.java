package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.cluster.ClusterConnection;
import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConsumerConfig;
import dev.falcoresponder.consumer.explain.Explainers;
import dev.falcoresponder.consumer.explain.Explanation;
import dev.falcoresponder.consumer.explain.ExplanationJson;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.rules.RuleBook;
import dev.falcoresponder.consumer.rules.RuleFiles;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.OutcomeKind;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "explain",
    description = "Says what would happen to an alert, and why; nothing is done to any pod.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--rules",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Rule files; without, those of the configuration, else the built-in rule.")
  private List<String> ruleFiles = List.of();

  @Option(
      names = "--cluster",
      description =
          "Also asks the API server: is it that pod, may it be deleted, would admission allow it?")
  private boolean cluster;

  @Parameters(
      arity = "0..1",
      paramLabel = "ALERT",
      description = "File with the alert's JSON; - for standard input.")
  private @Nullable String alert;

  @Spec private CommandSpec spec = CommandSpec.create();

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return switch (config.load(terminal)) {
      case ConfigAnswer.Broken broken -> ConfigOption.complain(terminal, broken);
      case ConfigAnswer.Loaded(var loaded, _) -> explain(loaded);
    };
  }

  private int explain(ConsumerConfig loaded) {
    var files = new ArrayList<>(ruleFiles);
    // An option that takes several files takes the alert behind them as well.
    var message = alert == null && files.size() > 1 ? files.removeLast() : alert;
    if (message == null) {
      throw new ParameterException(spec.commandLine(), "Missing the alert: name its file, or -");
    }
    var rules = files.isEmpty() ? loaded.ruleFiles() : files.stream().map(Path::of).toList();
    return switch (RuleFiles.load(rules)) {
      case RuleFiles.Load.Broken(var problems) -> {
        problems.forEach(terminal.err()::println);
        yield ExitCode.PROBLEM;
      }
      case RuleFiles.Load.Loaded(var book, _, _) -> explain(loaded, book, message);
    };
  }

  private int explain(ConsumerConfig loaded, RuleBook book, String message) {
    return switch (new AlertFile(message).read(terminal)) {
      case AlertFile.Reading.Unreadable(var why) -> {
        terminal.err().println(why);
        yield ExitCode.PROBLEM;
      }
      case AlertFile.Reading.Read(var payload) -> {
        var envelope = Explainers.envelope(payload, Clock.systemUTC());
        var explanation = explain(loaded, book, envelope);
        print(explanation);
        yield isProblem(explanation) ? ExitCode.PROBLEM : ExitCode.FINE;
      }
    };
  }

  /** To be held for a person is what the rule wants, and no problem of the alert. */
  private static boolean isProblem(Explanation explanation) {
    return explanation.outcome() == OutcomeKind.REJECTED
        && !explanation.reason().equals(Optional.of(DeadLetterReason.HELD.name()));
  }

  private Explanation explain(ConsumerConfig loaded, RuleBook book, Envelope envelope) {
    if (!cluster) {
      return Explainers.offline(book, loaded.guard(), loaded.resolve()).explain(envelope);
    }
    var random = RandomGenerator.getDefault();
    try (var connection = ClusterConnection.open(loaded.cluster(), Clock.systemUTC(), random)) {
      return Explainers.withCluster(
              book, loaded.guard(), loaded.resolve(), loaded.target(), loaded.dedup(), connection)
          .explain(envelope);
    }
  }

  private void print(Explanation explanation) {
    terminal
        .out()
        .println(
            output.json()
                ? ExplanationJson.print(explanation)
                : ExplanationText.print(explanation));
  }
}
