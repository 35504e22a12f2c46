package dev.falcoresponder.servers;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/**
 * A child process that can be started, frozen, killed and brought back, with its output in a file.
 *
 * <p>Not for several threads at once, except {@link #kill} and {@link #running}.
 */
final class ServerProcess implements Restartable, AutoCloseable {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
  private static final int TAIL_LINES = 40;

  private final Recipe recipe;
  private final Scratch scratch;
  private volatile Process process;

  /**
   * How to start a program.
   *
   * @param name what error messages call it, and its output file
   * @param environment what is added to or, with an empty value, taken from our own environment
   * @param ready whether it does its work; asked again and again until it does
   * @param patience how long it may take to become ready
   */
  record Recipe(
      String name,
      List<String> command,
      Map<String, String> environment,
      BooleanSupplier ready,
      Duration patience) {
    Recipe {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }

  private ServerProcess(Recipe recipe, Scratch scratch) {
    this.recipe = recipe;
    this.scratch = scratch;
    this.process = launch();
  }

  /**
   * Starts the program and returns when it is ready. Where it does not get ready, its last output
   * is in the error.
   */
  static ServerProcess start(Recipe recipe, Scratch scratch) {
    var started = launchOnly(recipe, scratch);
    started.awaitReady();
    return started;
  }

  /** Starts the program and returns at once. */
  static ServerProcess launchOnly(Recipe recipe, Scratch scratch) {
    return new ServerProcess(recipe, scratch);
  }

  /** Returns when the program is ready. */
  void awaitReady() {
    try {
      await(recipe.name())
          .atMost(recipe.patience())
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(20))
          .failFast(recipe.name() + " has ended", () -> !running())
          .until(recipe.ready()::getAsBoolean);
    } catch (ConditionTimeoutException | TerminalFailureException e) {
      var state =
          running()
              ? "is not ready after " + recipe.patience()
              : "has ended with " + process.exitValue();
      kill();
      throw new IllegalStateException(recipe.name() + " " + state + ":\n" + tail(), e);
    }
  }

  @Override
  public void kill() {
    // A launcher that is still building has children of its own.
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    ended(STOP_PATIENCE);
  }

  @Override
  public void stop() {
    process.destroy();
    // A frozen process would keep the signal waiting.
    signal("CONT");
    if (!ended(STOP_PATIENCE)) {
      kill();
    }
  }

  /** SIGTERM, and nothing else: returns at once. */
  void terminate() {
    process.destroy();
  }

  @Override
  public void pause() {
    signal("STOP");
    // Its threads stop one after the other, and the last may still answer a request.
    await(recipe.name + " stands still").atMost(STOP_PATIENCE).until(() -> !running() || frozen());
  }

  /** Whether all threads stand still; where the system does not tell, they are taken to. */
  private boolean frozen() {
    try (var threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
      return threads.allMatch(ServerProcess::frozen);
    } catch (NoSuchFileException _) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean frozen(Path thread) {
    try {
      var status = Files.readString(thread.resolve("stat"));
      // The name before it may hold anything, brackets too.
      return status.startsWith("T", status.lastIndexOf(')') + 2);
    } catch (IOException _) {
      return true; // it has ended since
    }
  }

  @Override
  public void resume() {
    signal("CONT");
  }

  @Override
  public void restart() {
    relaunch();
    awaitReady();
  }

  /** As {@link #restart}, but returns before the program is ready. */
  void relaunch() {
    stop();
    process = launch();
  }

  @Override
  public boolean running() {
    return process.isAlive();
  }

  /** Waits for the end. Empty where it has not come within that time. */
  OptionalInt exitCode(Duration patience) {
    return ended(patience) ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
  }

  /** Number of the process that runs now, or ran last. */
  long pid() {
    return process.pid();
  }

  /** Standard output and standard error of all starts, in one file. */
  Path output() {
    return scratch.path(recipe.name() + ".log");
  }

  /** The last lines of the output. */
  String tail() {
    try {
      var lines = Files.readAllLines(output());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private Process launch() {
    var builder = new ProcessBuilder(recipe.command()).redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
    builder.environment().putAll(recipe.environment());
    builder.environment().values().removeIf(String::isEmpty);
    try {
      var started = builder.start();
      scratch.enter(started.pid());
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean ended(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      scratch.strike(process.pid());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void signal(String name) {
    if (!running()) {
      return;
    }
    try {
      var command = "kill -" + name + " " + process.pid();
      new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
