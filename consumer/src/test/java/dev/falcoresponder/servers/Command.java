package dev.falcoresponder.servers;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program that is run to its end.
 *
 * @param words the program and its arguments
 * @param environment changes what it is told beside its arguments
 * @param patience how long it may take; one that takes longer is killed
 */
public record Command(
    List<String> words, Consumer<Map<String, String>> environment, Duration patience) {
  public Command {
    words = List.copyOf(words);
  }

  /**
   * What it did.
   *
   * @param exit its exit code
   */
  public record Answer(int exit, String stdout, String stderr) {
    /** Its output as JSON, an object a line. */
    public List<JsonObject> objects() {
      return stdout.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }
  }

  /** Runs it without input. */
  public Answer run() {
    return run("");
  }

  /** Runs it with that text as its input. */
  public Answer run(String input) {
    try (var scratch = Scratch.create("command")) {
      var in = Files.writeString(scratch.path("stdin"), input, StandardCharsets.UTF_8);
      var out = scratch.path("stdout");
      var err = scratch.path("stderr");
      var builder =
          new ProcessBuilder(words)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      environment.accept(builder.environment());
      var process = builder.start();
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IllegalStateException("no end of " + words + " after " + patience);
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
