package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
  private static final Pattern COMMAND =
      Pattern.compile("scripts/falco-responder((?: [a-z][a-z-]*(?=[ `\\n]))+)");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "rules",
        "rules check",
        "rules print",
        "explain",
        "dead-letters",
        "dead-letters list",
        "dead-letters show",
        "dead-letters redrive",
        "dead-letters discard",
        "outcomes",
        "replay",
        "config",
        "config print",
        "version"
      })
  void everyCommandHelps(String command) {
    var help = typed(words(command, "--help"));

    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith("Usage: falco-responder " + command).contains("--help");
    assertThat(help.err()).isEmpty();
  }

  @Test
  void aloneTheProgramShowsItsCommands() {
    var alone = typed();

    assertThat(alone.code()).isZero();
    assertThat(alone.out())
        .contains(
            "run", "rules", "explain", "dead-letters", "outcomes", "replay", "config", "version");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fly",
        "--verbose",
        "run --fast",
        "run extra",
        "rules",
        "rules fly",
        "rules check",
        "rules print --output xml a.yaml",
        "explain",
        "explain --output yaml -",
        "explain --rules",
        "explain --from yesterday",
        "explain --from 0",
        "explain --to 5",
        "explain --subject falco.critical.>",
        "explain --from 1 alert.json",
        "explain --from 5 --to 4",
        "explain --from 2h --to 12h",
        "explain --each alert.json",
        "explain --each -",
        "dead-letters",
        "dead-letters show",
        "dead-letters show seven",
        "dead-letters redrive",
        "dead-letters redrive seven",
        "dead-letters redrive --all",
        "dead-letters discard --reason drill",
        "dead-letters discard 7",
        "dead-letters discard 7 --reason",
        "dead-letters discard 7 --reason=",
        "dead-letters list --from yesterday",
        "dead-letters list --reason BORED",
        "outcomes 17",
        "outcomes --from last-night",
        "outcomes --from 5 --to 4",
        "outcomes --outcome done",
        "outcomes --outcome ignored",
        "replay",
        "replay 17",
        "replay --to 17",
        "replay --from last-night",
        "replay --from 5 --to 4",
        "replay --from 2026-11-24T03:00:00Z --to 2026-11-24T02:59:59Z",
        "replay --from 1 --id",
        "replay --from 1 --id a.b",
        "replay --from 1 --id letter-1-0123456789abcdef",
        "config",
        "config print --output xml"
      })
  void wrongUseIsASentenceAndExitCodeTwo(String command) {
    var wrong = typed(words(command));

    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.problems())
        .singleElement()
        .asString()
        .matches("[A-Z].+ .+")
        .doesNotContain("Exception");
    assertThat(wrong.out()).isEmpty();
  }

  @Test
  void wrongUseNamesTheNearestCommandAndWhereToReadOn() {
    assertThat(typed("rules", "chekc", "a.yaml").problems())
        .containsExactly(
            "Unmatched arguments from index 1: 'chekc', 'a.yaml'; did you mean check? Or see"
                + " falco-responder rules --help");
    assertThat(typed("run", "--fast").problems())
        .containsExactly("Unknown option: '--fast'; see falco-responder run --help");
  }

  @Test
  void wrongUseCannotWriteToTheTerminal() {
    assertThat(typed("run", "--\u001b[2J").problems())
        .containsExactly("Unknown option: '--\\u001b[2J'; see falco-responder run --help");
  }

  @Test
  void whatNobodyThoughtOfIsALineThatCannotWriteToTheTerminal() {
    var typed = typed("explain", "\u001b[2J\0.json");

    assertThat(typed.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(typed.problems())
        .containsExactly(
            "falco-responder: java.nio.file.InvalidPathException: Nul character not allowed:"
                + " \\u001b[2J\\u0000.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "show abc",
        "show 0",
        "show -1",
        "show 12345678901234567890",
        "redrive 3 abc",
        "discard --reason drill abc",
        "list --from x"
      })
  void sequenceIsExplainedToWhoWritesSomethingElse(String words) {
    assertThat(typed(words("dead-letters " + words)).problems())
        .singleElement()
        .asString()
        .contains(
            "' is no sequence; write a number from 1 on, as falco-responder dead-letters list"
                + " shows it under SEQ; see falco-responder dead-letters ");
  }

  @Test
  void versionIsThatOfTheProgramAndOfJava() {
    assertThat(typed("version").out())
        .matches("falco-responder \\S+ \\(Java " + Runtime.version().feature() + ".*\\)\\R");
  }

  @Test
  void everyCommandInTheReadmeExists() throws IOException {
    var readme = Files.readString(Repository.root().resolve("README.md"));
    var found = new ArrayList<String>();
    for (var matcher = COMMAND.matcher(readme); matcher.find(); ) {
      found.add(matcher.group(1).strip());
    }

    assertThat(found).contains("run", "explain", "rules check", "dead-letters list");
    assertThat(found)
        .allSatisfy(command ->
            assertThat(typed(words(command, "--help")).out())
                .startsWith("Usage: falco-responder " + command));
  }

  private static String[] words(String command, String... more) {
    var words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }
}
