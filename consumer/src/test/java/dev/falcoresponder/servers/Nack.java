package dev.falcoresponder.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * NACK itself, NATS's controller, in the mode that it has by default: makes streams and consumers
 * of a cluster's resources.
 */
public final class Nack implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Scratch scratch;
  private final ServerProcess process;

  private Nack(Scratch scratch, ServerProcess process) {
    this.scratch = scratch;
    this.process = process;
  }

  /** Its resource definitions, as it brings them along. Gives the test up where it is missing. */
  public static Path definitions() {
    return program().resolveSibling("crds.yml");
  }

  /**
   * Starts it for the resources of that namespace, whose definitions have to be there. It looks for
   * resources that are gone every second.
   */
  public static Nack start(ApiServer cluster, String namespace, NatsServer broker) {
    var scratch = Scratch.create("nack");
    var kubeconfig = cluster.kubeconfig(scratch.path("kubeconfig"));
    var recipe =
        new ServerProcess.Recipe(
            "nack",
            List.of(
                program().toString(),
                "-s",
                broker.url(),
                "-namespace",
                namespace,
                "-cleanup-period",
                "1s"),
            Map.of("KUBECONFIG", kubeconfig.toString(), "TMPDIR", scratch.folder("tmp").toString()),
            () -> true,
            PATIENCE);
    try {
      return new Nack(scratch, ServerProcess.start(recipe, scratch));
    } catch (RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  private static Path program() {
    return Servers.requireExecutable(Program.NACK).path();
  }

  /** The last lines of its log. */
  public String log() {
    return process.tail();
  }

  /** How many lines of its log hold that text. */
  public long said(String text) {
    try (var lines = Files.lines(process.output())) {
      return lines.filter(line -> line.contains(text)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.close();
    scratch.close();
  }
}
