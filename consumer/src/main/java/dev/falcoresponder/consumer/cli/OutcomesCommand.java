package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.broker.BrokerConnection;
import dev.falcoresponder.consumer.broker.StoredMessage;
import dev.falcoresponder.consumer.broker.StreamRange;
import dev.falcoresponder.consumer.broker.StreamReader;
import dev.falcoresponder.consumer.config.ConsumerConfig;
import dev.falcoresponder.model.OutcomeKind;
import dev.falcoresponder.model.Subjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "outcomes",
    description = {
      "Lists the audit trail, oldest first: what was done about alerts, and what people decided.",
      "JSON is an outcome event a line, as it was published."
    },
    mixinStandardHelpOptions = true)
final class OutcomesCommand extends BrokerCommand {
  /** So many rows share the widths of their columns. */
  private static final int PAGE = 100;

  private static final List<OutcomeKind> NEVER_TOLD =
      List.of(OutcomeKind.IGNORED, OutcomeKind.DUPLICATE, OutcomeKind.RETRY, OutcomeKind.REJECTED);

  @Mixin private final StretchOptions stretch = new StretchOptions();

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      converter = KindText.class,
      description = "Only these, such as acted, refused or redriven.")
  private @Nullable OutcomeKind kind;

  OutcomesCommand(Terminal terminal) {
    super(terminal);
  }

  /** An outcome that events have, by the word on the wire. */
  static final class KindText implements ITypeConverter<OutcomeKind> {
    @Override
    public OutcomeKind convert(String text) {
      return OutcomeKind.parse(text)
          .filter(told -> !NEVER_TOLD.contains(told))
          .orElseThrow(
              () -> new TypeConversionException("no event has it; name one of " + words()));
    }

    private static String words() {
      var kinds = new ArrayList<>(List.of(OutcomeKind.values()));
      kinds.removeAll(NEVER_TOLD);
      return String.join(", ", kinds.stream().map(OutcomeKind::word).toList());
    }
  }

  @Override
  Optional<String> complaint() {
    return stretch.complaint();
  }

  @Override
  int work(BrokerConnection connection, ConsumerConfig loaded, boolean json) {
    var stream = Subjects.OUTCOMES_STREAM;
    var reader = new StreamReader(connection, stream, loaded.connection().requestTimeout());
    var subject = kind == null ? Subjects.OUTCOMES : Subjects.outcome(kind);
    return switch (stretch.open(reader, subject)) {
      case StreamRange.Opening.Unreachable(var why) -> problem(Stretch.unreadable(stream, why));
      case StreamRange.Opening.Open(var events) -> list(new Stretch(stream, events), json);
    };
  }

  private int list(Stretch events, boolean json) {
    var pages = new Pages(json);
    var failure = events.each(this::written, pages::add);
    pages.show();
    if (failure.isPresent()) {
      return problem(failure.get());
    }
    if (pages.count == 0 && !json) {
      print("no outcome events" + (kind == null ? "" : " of " + kind.word()));
    }
    return ExitCode.FINE;
  }

  /** Shows events page by page, so that the first are seen before the last are read. */
  private final class Pages {
    private final boolean json;
    private final List<StoredMessage> page = new ArrayList<>();
    private long count;

    Pages(boolean json) {
      this.json = json;
    }

    Optional<String> add(StoredMessage event) {
      count++;
      page.add(event);
      if (page.size() == PAGE) {
        show();
      }
      return Optional.empty();
    }

    void show() {
      if (json) {
        page.forEach(event -> print(OutcomeLine.json(event)));
      } else if (!page.isEmpty()) {
        print(OutcomeLine.table(page).toString());
      }
      page.clear();
    }
  }
}
