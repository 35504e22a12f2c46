package dev.falcoresponder.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The real {@code nats} command line, as operators use it.
 *
 * @param program the file
 * @param url the server, or several joined by commas
 */
public record NatsCli(Path program, String url) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * What a command did.
   *
   * @param exit its exit code
   */
  public record Answer(int exit, String stdout, String stderr) {}

  /** The command line against that server. Gives the test up where it is missing. */
  public static NatsCli of(NatsServer server) {
    return of(server.url());
  }

  /** The command line against these servers, joined by commas. */
  public static NatsCli of(String url) {
    return new NatsCli(Servers.requireExecutable(Program.NATS_CLI).path(), url);
  }

  /**
   * Runs {@code nats --server URL ARGUMENTS} with no input; contexts of the user who runs it have
   * no part in it.
   */
  public Answer run(String... arguments) {
    var command = new ArrayList<>(List.of(program.toString(), "--server", url));
    command.addAll(List.of(arguments));
    try (var scratch = Scratch.create("nats-cli")) {
      var out = scratch.path("stdout");
      var err = scratch.path("stderr");
      var builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("NATS_"));
      builder.environment().put("HOME", scratch.folder("home").toString());
      builder.environment().put("XDG_CONFIG_HOME", scratch.folder("home").toString());
      var process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IllegalStateException("no end of " + command + " after " + PATIENCE);
      }
      return new Answer(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
