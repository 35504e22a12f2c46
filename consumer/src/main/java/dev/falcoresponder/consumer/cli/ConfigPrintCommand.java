package dev.falcoresponder.consumer.cli;

import com.google.gson.GsonBuilder;
import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.Setting;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "print",
    description = "Prints every key, its value (secrets masked) and where the value comes from.",
    mixinStandardHelpOptions = true)
final class ConfigPrintCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final OutputOption output = new OutputOption();

  ConfigPrintCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return switch (config.load(terminal)) {
      case ConfigAnswer.Broken broken -> ConfigOption.complain(terminal, broken);
      case ConfigAnswer.Loaded(_, var effective) -> {
        terminal.out().println(output.json() ? json(effective) : text(effective));
        yield ExitCode.FINE;
      }
    };
  }

  private static String json(List<Setting> effective) {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(effective);
  }

  private static String text(List<Setting> effective) {
    var table = new TextTable("KEY", "VALUE", "FROM");
    effective.forEach(setting -> table.row(setting.key(), setting.shown(), setting.origin()));
    return table.toString();
  }
}
