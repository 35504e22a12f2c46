package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.consumer.app.Responder;
import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConsumerConfig;
import dev.falcoresponder.consumer.reload.LiveRules;
import dev.falcoresponder.consumer.telemetry.LogSetup;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "run",
    description = "Takes alerts and answers them until it is told to stop (SIGTERM, Ctrl-C).",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ConfigOption config = new ConfigOption();

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    return switch (config.load(terminal)) {
      case ConfigAnswer.Broken broken -> ConfigOption.complain(terminal, broken);
      case ConfigAnswer.Loaded(var loaded, _) -> run(loaded);
    };
  }

  private int run(ConsumerConfig loaded) throws InterruptedException {
    LogSetup.install(loaded.log(), LogSetup.Target.STDOUT);
    return switch (LiveRules.open(loaded.ruleFiles(), Clock.systemUTC())) {
      case LiveRules.Opening.Broken(var problems) -> terminal.problems(problems);
      case LiveRules.Opening.Live(var rules, var warnings) -> {
        terminal.warnings(warnings);
        yield switch (Responder.start(loaded, rules)) {
          case Responder.Start.Failed(var why) -> terminal.problem(why);
          case Responder.Start.Running(var responder) -> {
            stopOnSignal(responder);
            new CountDownLatch(1).await();
            yield ExitCode.FINE;
          }
        };
      }
    };
  }

  /** The JVM would end with 143 after a SIGTERM however well we stopped, so we end it ourselves. */
  private static void stopOnSignal(Responder responder) {
    var hook =
        new Thread(
            () -> {
              responder.stop();
              Runtime.getRuntime().halt(ExitCode.FINE);
            },
            "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
  }
}
