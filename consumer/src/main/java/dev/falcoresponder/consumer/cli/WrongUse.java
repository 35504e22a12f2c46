package dev.falcoresponder.consumer.cli;

import java.util.List;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with a command, and where it stands how to use it. */
final class WrongUse implements IParameterExceptionHandler {
  private final Terminal terminal;

  WrongUse(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    var command = wrong.getCommandLine();
    return terminal.misuse(
        "%s; %ssee %s --help"
            .formatted(sentence(wrong), nearest(wrong), command.getCommandSpec().qualifiedName()));
  }

  private static String sentence(ParameterException wrong) {
    return String.valueOf(wrong.getMessage())
        .lines()
        .map(String::strip)
        .reduce("", WrongUse::joined);
  }

  private static String joined(String head, String tail) {
    return head.isEmpty() ? tail : head + " " + tail;
  }

  private static String nearest(ParameterException wrong) {
    var names =
        wrong instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.<String>of();
    return names.isEmpty() ? "" : "did you mean " + String.join(" or ", names) + "? Or ";
  }
}
