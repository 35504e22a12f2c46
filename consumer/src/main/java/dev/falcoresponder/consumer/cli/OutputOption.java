package dev.falcoresponder.consumer.cli;

import picocli.CommandLine.Option;

/** The option of commands whose result a script would read. */
final class OutputOption {
  enum Format {
    TEXT,
    JSON
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json; default: ${DEFAULT-VALUE}.")
  private Format format = Format.TEXT;

  boolean json() {
    return format == Format.JSON;
  }
}
