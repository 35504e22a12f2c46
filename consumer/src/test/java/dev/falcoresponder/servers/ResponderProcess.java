package dev.falcoresponder.servers;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * One replica of the program as a process of its own, watched from outside as an operator would.
 */
public final class ResponderProcess implements Restartable, AutoCloseable {
  private final Scratch scratch;
  private final ServerProcess process;
  private final URI http;

  ResponderProcess(Scratch scratch, ServerProcess process, URI http) {
    this.scratch = scratch;
    this.process = process;
    this.http = http;
  }

  /** What to start; {@link ResponderBuilder#start} starts it. */
  public static ResponderBuilder builder() {
    return new ResponderBuilder();
  }

  /** Where {@code /livez}, {@code /readyz} and {@code /metrics} are. */
  public URI http() {
    return http;
  }

  /** Whether {@code /readyz} answers 200. */
  public boolean ready() {
    return answers("/readyz");
  }

  /** What {@code /readyz} says, one line for each thing that is needed; empty without an answer. */
  public String readiness() {
    return Http.get(http.resolve("/readyz")).map(Http.Answer::body).orElse("");
  }

  /** Whether {@code /livez} answers 200. */
  public boolean live() {
    return answers("/livez");
  }

  /** Returns when {@link #ready}; where it does not get ready, its last output is in the error. */
  public void awaitReady() {
    process.awaitReady();
  }

  /** What {@code /metrics} shows now. */
  public Metrics metrics() {
    return Http.get(http.resolve("/metrics"))
        .map(answer -> Metrics.parse(answer.body()))
        .orElseThrow(() -> new UncheckedIOException(new IOException("no answer from " + http)));
  }

  /** All output so far: log lines of all starts, and whatever else it printed. */
  public List<String> output() {
    try {
      return Files.readAllLines(outputFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those lines of the output that are JSON objects. */
  public List<JsonObject> logLines() {
    return output().stream().flatMap(ResponderProcess::json).toList();
  }

  /** The first log line with that message, once there is one. */
  public Optional<JsonObject> logged(String message) {
    return logLines().stream()
        .filter(line -> line.get("message").getAsString().equals(message))
        .findFirst();
  }

  /** The file of the output; removed by {@link #close}. */
  public Path outputFile() {
    return process.output();
  }

  /** Number of the process. */
  public long pid() {
    return process.pid();
  }

  /** SIGTERM, and nothing else: returns at once. {@link #stop} waits and loses patience. */
  public void terminate() {
    process.terminate();
  }

  /** Waits for the end. Empty where it has not come within that time. */
  public OptionalInt exitCode(Duration patience) {
    return process.exitCode(patience);
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public void stop() {
    process.stop();
  }

  @Override
  public void pause() {
    process.pause();
  }

  @Override
  public void resume() {
    process.resume();
  }

  @Override
  public void restart() {
    process.restart();
  }

  /** As {@link #restart}, but returns before it is ready. */
  public void relaunch() {
    process.relaunch();
  }

  @Override
  public boolean running() {
    return process.running();
  }

  /** Kills it and removes its output. */
  @Override
  public void close() {
    process.close();
    scratch.close();
  }

  private boolean answers(String path) {
    return Http.get(http.resolve(path)).filter(answer -> answer.status() == 200).isPresent();
  }

  private static Stream<JsonObject> json(String line) {
    try {
      return line.startsWith("{")
          ? Stream.of(JsonParser.parseString(line).getAsJsonObject())
          : Stream.empty();
    } catch (JsonParseException _) {
      // The last line may be half written.
      return Stream.empty();
    }
  }
}
