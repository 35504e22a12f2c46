package dev.falcoresponder.e2e;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.falcoresponder.servers.Repository;
import dev.falcoresponder.servers.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program's own command line, as a process, as operators use it.
 *
 * @param url the broker, with the operator's login
 */
record Cli(String url) {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** What a command did. */
  record Answer(int exit, String stdout, String stderr) {
    /** Its output as JSON, an object a line. */
    List<JsonObject> objects() {
      return stdout.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }
  }

  /** Runs {@code scripts/falco-responder} with these arguments. */
  Answer run(String... arguments) {
    var command =
        new ArrayList<>(List.of(Repository.root().resolve("scripts/falco-responder").toString()));
    command.addAll(List.of(arguments));
    try (var scratch = Scratch.create("cli")) {
      var out = scratch.path("stdout");
      var err = scratch.path("stderr");
      var builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("FALCO_RESPONDER_"));
      builder.environment().put("FALCO_RESPONDER_NATS_SERVERS", url);
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
