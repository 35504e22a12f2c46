package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.broker.StreamRange;
import dev.falcoresponder.consumer.broker.StreamReader;
import dev.falcoresponder.consumer.cluster.ClusterConnection;
import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConsumerConfig;
import dev.falcoresponder.consumer.explain.Explainer;
import dev.falcoresponder.consumer.explain.Explainers;
import dev.falcoresponder.consumer.explain.ExplanationJson;
import dev.falcoresponder.consumer.rules.RuleBook;
import dev.falcoresponder.consumer.rules.RuleFiles;
import dev.falcoresponder.model.OutcomeKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
    description = {
      "Says what would happen to an alert, and why; nothing is done to any pod.",
      "Of a folder, or with --from of a stretch of the stream of alerts, it says how many alerts"
          + " each rule matches and what would come of them. Each alert is judged by itself: several"
          + " about one pod all count, although all but the first would be duplicates. Malformed"
          + " alerts are counted, too, and are no failure of the command."
    },
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

  @Option(
      names = "--each",
      description = "Of many alerts: also a line for each; JSON always has it.")
  private boolean each;

  @Mixin private final RangeOptions range = new RangeOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "ALERT",
      description =
          "File with the alert's JSON; a folder for all of its files; - for standard input.")
  private @Nullable String alert;

  @Spec private CommandSpec spec = CommandSpec.create();

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    return switch (config.load(terminal)) {
      case ConfigAnswer.Broken broken -> ConfigOption.complain(terminal, broken);
      case ConfigAnswer.Loaded(var loaded, _) -> explain(loaded);
    };
  }

  private int explain(ConsumerConfig loaded) throws InterruptedException {
    var files = new ArrayList<>(ruleFiles);
    // An option that takes several files takes the alert behind them as well.
    var named = alert == null && !range.given() && files.size() > 1 ? files.removeLast() : alert;
    complaint(named)
        .ifPresent(sentence -> {
          throw new ParameterException(spec.commandLine(), sentence);
        });
    var rules = files.isEmpty() ? loaded.ruleFiles() : files.stream().map(Path::of).toList();
    return switch (RuleFiles.load(rules)) {
      case RuleFiles.Load.Broken(var problems) -> terminal.problems(problems);
      case RuleFiles.Load.Loaded(var book, _, _) -> explain(loaded, book, named);
    };
  }

  private Optional<String> complaint(@Nullable String named) {
    if (named == null && !range.given()) {
      return Optional.of(
          "Missing the alert: name its file, or -, or a folder, or a stretch of the stream by"
              + " --from");
    }
    if (named != null && range.given()) {
      return Optional.of(
          "Both an alert and a stretch of the stream are named: leave out either "
              + named
              + " or --from, --to and --subject");
    }
    if (range.given() && !range.begins()) {
      return Optional.of("Missing --from: say where the stretch of the stream begins");
    }
    return each && named != null && !isFolder(named)
        ? Optional.of("Option --each is for many alerts: name a folder, or a stretch by --from")
        : range.complaint();
  }

  private static boolean isFolder(String named) {
    return !named.equals("-") && Files.isDirectory(Path.of(named));
  }

  private int explain(ConsumerConfig loaded, RuleBook book, @Nullable String named)
      throws InterruptedException {
    if (!cluster) {
      var explainer = Explainers.offline(book, loaded.guard(), loaded.resolve(), loaded.dryRun());
      return explain(loaded, explainer, named);
    }
    try (var connection = ClusterConnection.open(loaded.cluster(), Clock.systemUTC())) {
      var explainer =
          Explainers.withCluster(
              book,
              loaded.guard(),
              loaded.resolve(),
              loaded.target(),
              loaded.dedup(),
              loaded.dryRun(),
              connection);
      return explain(loaded, explainer, named);
    }
  }

  private int explain(ConsumerConfig loaded, Explainer explainer, @Nullable String named)
      throws InterruptedException {
    var many = new ExplainMany(terminal, explainer, output.json(), each);
    if (named == null) {
      return stretch(loaded, many);
    }
    return isFolder(named) ? many.folder(Path.of(named)) : one(explainer, named);
  }

  private int stretch(ConsumerConfig loaded, ExplainMany many) throws InterruptedException {
    var stream = loaded.broker().stream();
    try (var session = new BrokerSession(loaded.connection())) {
      var obstacle = session.open();
      if (obstacle.isPresent()) {
        return terminal.problem(obstacle.get());
      }
      var timeout = loaded.connection().requestTimeout();
      var reader = new StreamReader(session.connection(), stream, timeout);
      return switch (range.open(reader, loaded.broker().subjects())) {
        case StreamRange.Opening.Open(var opened) -> many.stretch(new Stretch(stream, opened));
        case StreamRange.Opening.Unreachable(var why) ->
            terminal.problem(Stretch.unreadable(stream, why));
      };
    }
  }

  private int one(Explainer explainer, String file) {
    return switch (new AlertFile(file).read(terminal)) {
      case AlertFile.Reading.Unreadable(var why) -> terminal.problems(List.of(why));
      case AlertFile.Reading.Read(var payload) -> {
        var envelope = Explainers.envelope(payload, Clock.systemUTC());
        var explanation = explainer.explain(envelope);
        terminal
            .out()
            .println(
                output.json()
                    ? ExplanationJson.print(explanation)
                    : ExplanationText.print(explanation));
        if (explanation.unanswered()) {
          yield terminal.problem(
              "the cluster's answers do not tell what would come of the alert; ask again");
        }
        // To be held for a person is what the rule wants, and no problem of the alert.
        yield explanation.counted() == OutcomeKind.REJECTED ? ExitCode.PROBLEM : ExitCode.FINE;
      }
    };
  }
}
