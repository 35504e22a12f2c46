package dev.falcoresponder.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.falcoresponder.servers.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code scripts/image}, and what else is called by words. */
public final class Words {
  /**
   * What a program said.
   *
   * @param text standard error included
   */
  public record Said(int exit, String text) {}

  private Words() {}

  /** Builds an archive of that name. */
  public static Path buildImage(Path archive) {
    var script = Repository.root().resolve("scripts/image").toString();
    var said = run(List.of(script, "--output", archive.toString()));
    if (said.exit() != 0) {
      throw new IllegalStateException(said.text());
    }
    return archive;
  }

  /** Runs a program to its end. */
  public static Said run(List<String> command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      var text = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Said(process.waitFor(), text);
    } catch (IOException e) {
      throw new IllegalStateException(command + " does not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
