package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Command;
import dev.falcoresponder.servers.Program;
import dev.falcoresponder.servers.Repository;
import dev.falcoresponder.servers.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The real {@code helm}, as whoever installs the program uses it.
 *
 * @param program the file
 * @param folder for its settings, and the kubeconfig if there is a cluster
 */
record Helm(Path program, Path folder) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The command line without a cluster. Gives the test up where it is missing. */
  static Helm in(Path folder) {
    return new Helm(Servers.requireExecutable(Program.HELM).path(), folder);
  }

  /** The command line of the administrator. */
  static Helm of(ApiServer server, Path folder) {
    server.kubeconfig(folder.resolve("kubeconfig"));
    return in(folder);
  }

  /** The chart as it is in the work tree. */
  static Path chart() {
    return Repository.root().resolve("manifests/chart");
  }

  /** What {@code helm template RELEASE} makes of the chart in the base's namespace. */
  Command.Answer template(String release, String... options) {
    var words = Stream.of("template", release, chart().toString(), "-n", Overlay.NAMESPACE);
    return run(Stream.concat(words, Stream.of(options)).toArray(String[]::new));
  }

  /** As {@link #template}, which must work; the objects. */
  Rendered rendered(String release, String... options) {
    return Rendered.of(succeeded(template(release, options)));
  }

  /** Runs {@code helm ARGUMENTS}, which must work, and answers what it printed. */
  String succeed(String... arguments) {
    return succeeded(run(arguments));
  }

  private static String succeeded(Command.Answer answer) {
    assertThat(answer.exit()).as(answer.stderr()).isZero();
    return answer.stdout();
  }

  /** Runs {@code helm ARGUMENTS}. */
  Command.Answer run(String... arguments) {
    var words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(arguments));
    return new Command(words, this::settings, PATIENCE).run();
  }

  /** Settings of the user who runs this have no part in it. */
  private void settings(Map<String, String> variables) {
    variables.keySet().removeIf(name -> name.startsWith("HELM_") || name.startsWith("XDG_"));
    variables.put("HOME", folder.toString());
    variables.put("GOGC", "off"); // as for kubectl
    variables.put("KUBECONFIG", folder.resolve("kubeconfig").toString());
  }
}
