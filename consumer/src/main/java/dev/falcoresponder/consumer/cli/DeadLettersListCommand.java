package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.ledger.DeadLetterReader;
import dev.falcoresponder.consumer.ledger.StoredLetter;
import dev.falcoresponder.model.DeadLetterReason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description = "Lists the alerts that were given up, oldest first; JSON is one object a line.",
    mixinStandardHelpOptions = true)
final class DeadLettersListCommand extends DeadLettersReadCommand {
  private static final int PAGE = 100;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only those: ${COMPLETION-CANDIDATES}.")
  private @Nullable DeadLetterReason reason;

  @Option(
      names = "--from",
      paramLabel = "SEQ",
      defaultValue = "1",
      converter = SequenceText.class,
      description = "Start at this sequence; default: ${DEFAULT-VALUE}.")
  private long from = 1;

  DeadLettersListCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int read(DeadLetterReader reader, boolean json) {
    var next = from;
    var count = 0L;
    while (true) {
      var page = reason == null ? reader.page(next, PAGE) : reader.page(next, PAGE, reason);
      switch (page) {
        case DeadLetterReader.Page.Unreachable(var why) -> {
          return problem(why);
        }
        case DeadLetterReader.Page.Letters(var letters, var more) -> {
          count += letters.size();
          show(letters, json);
          if (!written()) {
            return ExitCode.PROBLEM;
          }
          if (more.isEmpty()) {
            if (count == 0 && !json) {
              print("no dead letters" + (reason == null ? "" : " with reason " + reason));
            }
            return ExitCode.FINE;
          }
          next = more.getAsLong();
        }
      }
    }
  }

  private void show(List<StoredLetter> letters, boolean json) {
    if (json) {
      letters.forEach(letter -> print(LetterJson.summary(letter)));
    } else if (!letters.isEmpty()) {
      var table = new TextTable("SEQ", "STORED", "REASON", "POD", "ALERT", "ERROR");
      letters.forEach(letter -> row(table, letter));
      print(table.toString());
    }
  }

  private static void row(TextTable table, StoredLetter stored) {
    var sequence = Long.toString(stored.sequence());
    var storedAt = stored.storedAt().toString();
    switch (stored.content()) {
      case StoredLetter.Letter(var letter) ->
          table.row(
              sequence,
              storedAt,
              letter.reason().name(),
              letter.pod().orElse("-"),
              letter.subject() + " #" + letter.sequence(),
              letter.error());
      case StoredLetter.Unreadable(var why, _) ->
          table.row(sequence, storedAt, "unreadable", "-", "-", why);
    }
  }
}
