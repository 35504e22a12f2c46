package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Command;
import dev.falcoresponder.servers.Program;
import dev.falcoresponder.servers.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The real {@code kubectl}, as whoever installs the program uses it.
 *
 * @param program the file
 * @param folder for its kubeconfig and cache
 */
public record Kubectl(Path program, Path folder) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * What a command did.
   *
   * @param exit its exit code
   * @param output what it printed, standard output first
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
    var answer = new Command(command, this::environment, PATIENCE).run(input);
    return new Answer(answer.exit(), answer.stdout() + answer.stderr());
  }

  private void environment(Map<String, String> variables) {
    variables.put("HOME", folder.toString());
    // It ends before its garbage matters, and spends a third of its time on it.
    variables.put("GOGC", "off");
  }
}
