package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Program;
import dev.falcoresponder.servers.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The real {@code kubectl}, as whoever installs the program uses it.
 *
 * @param program the file
 * @param folder for its kubeconfig, cache and output
 */
public record Kubectl(Path program, Path folder) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * What a command did.
   *
   * @param exit its exit code
   * @param output what it printed, both streams
   */
  public record Answer(int exit, String output) {}

  /** The command line of the administrator. Gives the test up where it is missing. */
  public static Kubectl of(ApiServer server, Path folder) {
    server.kubeconfig(folder.resolve("kubeconfig"));
    return new Kubectl(Servers.requireExecutable(Program.KUBECTL).path(), folder);
  }

  /** Runs {@code kubectl ARGUMENTS}, which must work, and answers what it printed. */
  public String succeed(String... arguments) {
    var answer = run("", arguments);
    assertThat(answer.exit()).as(answer.output()).isZero();
    return answer.output();
  }

  /** Runs {@code kubectl ARGUMENTS}, with that text as its input. */
  public Answer run(String input, String... arguments) {
    var command =
        new ArrayList<>(
            List.of(program.toString(), "--kubeconfig=" + folder.resolve("kubeconfig")));
    command.addAll(List.of(arguments));
    try {
      var in = Files.writeString(folder.resolve("input"), input, StandardCharsets.UTF_8);
      var out = folder.resolve("output");
      var builder =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile());
      builder.environment().put("HOME", folder.toString());
      var process = builder.start();
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IllegalStateException("no end of " + command + " after " + PATIENCE);
      }
      return new Answer(process.exitValue(), Files.readString(out));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
