package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.broker.BrokerConnection;
import dev.falcoresponder.consumer.broker.StreamRange;
import dev.falcoresponder.consumer.broker.StreamReader;
import dev.falcoresponder.consumer.config.ConsumerConfig;
import dev.falcoresponder.consumer.redrive.AlertStream;
import dev.falcoresponder.consumer.redrive.Replay;
import dev.falcoresponder.consumer.redrive.ReplayId;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "replay",
    description = {
      "Publishes a stretch of the stream of alerts once more, each alert as one of its own.",
      "The rules of today answer, for the pods that run today; what is held needs its approval all"
          + " the same. Alerts that are replays themselves are passed over. A replay that was"
          + " interrupted is gone on with by the same --id: what was published under it is"
          + " answered once."
    },
    mixinStandardHelpOptions = true)
final class ReplayCommand extends BrokerCommand {
  @Mixin private final RangeOptions range = new RangeOptions();

  @Option(
      names = "--id",
      paramLabel = "TEXT",
      converter = IdText.class,
      description = "What tells this replay from others; default: replay-<UTC time>.")
  private @Nullable ReplayId id;

  @Option(names = "--dry-run", description = "Publishes nothing, and counts the alerts by subject.")
  private boolean dryRun;

  ReplayCommand(Terminal terminal) {
    super(terminal);
  }

  /** An id as a person types it. */
  static final class IdText implements ITypeConverter<ReplayId> {
    @Override
    public ReplayId convert(String text) {
      try {
        return new ReplayId(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  @Override
  Optional<String> complaint() {
    return range.begins()
        ? range.complaint()
        : Optional.of("Missing --from: say where to begin, by a sequence, a time, or how long ago");
  }

  @Override
  int work(BrokerConnection connection, ConsumerConfig loaded, boolean json) {
    var alerts = new AlertStream(loaded.broker().stream(), loaded.broker().subjects());
    if (!range.within(alerts.subjects())) {
      return misuse(
          "The subject is not among those of the alerts (nats.subjects is "
              + alerts.subjects()
              + "); name one of them");
    }
    var timeout = loaded.connection().requestTimeout();
    var reader = new StreamReader(connection, alerts.name(), timeout);
    return switch (range.open(reader, alerts.subjects())) {
      case StreamRange.Opening.Unreachable(var why) ->
          problem(Stretch.unreadable(alerts.name(), why));
      case StreamRange.Opening.Open(var opened) -> {
        var stretch = new Stretch(alerts.name(), opened);
        var name = id == null ? ReplayId.at(Clock.systemUTC().instant()) : id;
        var replay = new Replay(connection, alerts, timeout, name, dryRun);
        yield run(new ReplayRun(replay, stretch), stretch, name.text(), json);
      }
    };
  }

  private int run(ReplayRun run, Stretch stretch, String name, boolean json) {
    var stream = stretch.stream();
    Optional<String> failure;
    try (var progress = progress(dryRun ? "counted" : "replayed as " + name + ":")) {
      failure = run.run(progress, this::problem);
    }
    var count = run.count();
    if (json) {
      print(ReplayJson.of(count, stream, name, dryRun, failure, failure.flatMap(_ -> run.next())));
    } else if (failure.isEmpty() && count.all() == 0) {
      print("nothing to replay: " + stretch.nothing());
    } else if (failure.isEmpty()) {
      print(dryRun ? ReplayText.dryRun(count, stream) : ReplayText.replayed(count, stream, name));
    }
    if (failure.isPresent()) {
      return problem(failure.get() + "; " + goOn(run, name));
    }
    return count.refused() == 0 ? ExitCode.FINE : ExitCode.PROBLEM;
  }

  private String goOn(ReplayRun run, String name) {
    var done = run.count().replayed();
    var again = run.next().map(next -> "--from " + next + " --to " + run.last() + " ").orElse("");
    return "%d %s; go on with the same options and %s--id %s"
        .formatted(done, dryRun ? "were counted" : "were replayed before", again, name);
  }
}
