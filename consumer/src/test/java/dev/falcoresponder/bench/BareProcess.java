package dev.falcoresponder.bench;

import dev.falcoresponder.servers.ResponderProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A bare client in a JVM of its own, started with the flags that the launcher gives to a replica.
 * It ends when its input does, so it does not outlive us.
 */
final class BareProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;

  private final Process process;
  private final Writer input;

  private BareProcess(Process process) {
    this.process = process;
    this.input = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Starts that class. */
  static BareProcess start(ReplicaFlags flags, Class<?> main, String... arguments) {
    try {
      return new BareProcess(
          builder(flags, main, arguments).redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs that class to its end, and returns the line that it prints. */
  static String answer(ReplicaFlags flags, Class<?> main, String... arguments) {
    try (var process = new BareProcess(builder(flags, main, arguments).start());
        var lines = process.process.inputReader(StandardCharsets.UTF_8)) {
      var line = lines.readLine();
      if (line == null) {
        throw new IllegalStateException(main.getSimpleName() + " printed nothing");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProcessBuilder builder(ReplicaFlags flags, Class<?> main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(flags.java());
    command.addAll(flags.flags());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /**
   * What the launcher of this work tree starts a replica with.
   *
   * @param java the JVM's program
   * @param flags without the cache, which knows other classes
   */
  record ReplicaFlags(String java, List<String> flags) {
    static ReplicaFlags of(ResponderProcess replica) {
      var info = ProcessHandle.of(replica.pid()).orElseThrow().info();
      var flags =
          Arrays.stream(info.arguments().orElseThrow())
              .takeWhile(argument -> !argument.equals("-jar"))
              .filter(argument -> !argument.startsWith("-XX:AOT"))
              .toList();
      return new ReplicaFlags(info.command().orElseThrow(), flags);
    }
  }

  Writer input() {
    return input;
  }

  @Override
  public void close() {
    try {
      input.close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException _) {
      process.destroyForcibly();
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
