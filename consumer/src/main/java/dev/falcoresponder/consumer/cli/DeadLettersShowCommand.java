package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.ledger.DeadLetterReader;
import dev.falcoresponder.consumer.ledger.StoredLetter;
import dev.falcoresponder.consumer.text.Printable;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Shows one alert that was given up: why, from where, and the original message.",
    mixinStandardHelpOptions = true)
final class DeadLettersShowCommand extends DeadLettersReadCommand {
  @Parameters(
      paramLabel = "SEQ",
      converter = SequenceText.class,
      description = "Its sequence, as list prints it.")
  private long sequence;

  DeadLettersShowCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int read(DeadLetterReader reader, boolean json) {
    return switch (reader.at(sequence)) {
      case DeadLetterReader.Lookup.Unreachable(var why) -> problem(why);
      case DeadLetterReader.Lookup.Absent(var why) -> problem(why);
      case DeadLetterReader.Lookup.Gone() ->
          problem("dead letter " + sequence + " is gone: it was redriven, discarded or removed");
      case DeadLetterReader.Lookup.Found(var letter) -> {
        print(json ? LetterJson.whole(letter) : text(letter));
        yield ExitCode.FINE;
      }
    };
  }

  private static String text(StoredLetter stored) {
    var table = new TextTable("SEQ", Long.toString(stored.sequence()));
    table.row("STORED", stored.storedAt().toString());
    switch (stored.content()) {
      case StoredLetter.Unreadable(var why, _) -> table.row("UNREADABLE", why);
      case StoredLetter.Letter(var letter) ->
          table
              .row("REASON", letter.reason().name())
              .row("ERROR", letter.error())
              .row("RULE", letter.rule().orElse("-"))
              .row("ACTION", letter.action().orElse("-"))
              .row("POD", letter.pod().orElse("-"))
              .row("SUBJECT", letter.subject())
              .row("STREAM", letter.stream() + " #" + letter.sequence())
              .row("PUBLISHED", letter.publishedAt().toString())
              .row("FIRST STORED", letter.firstStoredAt().toString())
              .row("DELIVERIES", Long.toString(letter.deliveries()))
              .row("ATTEMPTS", Integer.toString(letter.attempts()))
              .row("REPLICA", letter.replica());
    }
    var payload = new String(stored.payload().bytes(), StandardCharsets.UTF_8);
    return table + "\n\n" + Printable.of(payload);
  }
}
