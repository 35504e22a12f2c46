package dev.falcoresponder.servers;

import dev.falcoresponder.servers.Located.Executable;
import dev.falcoresponder.servers.Located.Image;
import dev.falcoresponder.servers.Located.Missing;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that decides where a real server comes from. It looks once for each program, and
 * says what it took.
 */
public final class Servers {
  private static final Logger log = LoggerFactory.getLogger(Servers.class);

  /**
   * Not a state but a memory: what is found cannot change while the JVM runs, and asking Docker
   * takes seconds.
   */
  private static final Map<Program, Located> FOUND = new ConcurrentHashMap<>();

  private Servers() {}

  /**
   * Where a program is: its variable, {@code PATH}, the cache of {@code scripts/servers}, Docker,
   * or nowhere.
   */
  public static Located locate(Program program) {
    return FOUND.computeIfAbsent(program, Servers::look);
  }

  /** Those of the given programs that are nowhere to be found. */
  public static List<Missing> missing(Program... programs) {
    return Stream.of(programs)
        .map(Servers::locate)
        .flatMap(
            located -> located instanceof Missing missing ? Stream.of(missing) : Stream.empty())
        .toList();
  }

  /**
   * Where a program is. If it is nowhere, the running test is given up: aborted on a developer's
   * machine, failed where {@code CI=true}, so that a green build never means "nothing was tried".
   */
  public static Located require(Program program) {
    return switch (locate(program)) {
      case Executable executable -> executable;
      case Image image -> image;
      case Missing missing -> throw givenUp(missing);
    };
  }

  /** As {@link #require}, for uses that no image can stand in for. */
  public static Executable requireExecutable(Program program) {
    return switch (locate(program)) {
      case Executable executable -> executable;
      case Image image -> throw givenUp(needsFile(image));
      case Missing missing -> throw givenUp(missing);
    };
  }

  private static Missing needsFile(Image image) {
    return new Missing(
        image.program(),
        "this needs "
            + image.program()
            + " as a file, image "
            + image.name()
            + " does not do: run scripts/servers");
  }

  private static RuntimeException givenUp(Missing missing) {
    return givenUp(missing, "true".equalsIgnoreCase(System.getenv("CI")));
  }

  static RuntimeException givenUp(Missing missing, boolean ci) {
    if (ci) {
      throw new AssertionFailedError(missing.advice());
    }
    return new TestAbortedException(missing.advice());
  }

  private static Located look(Program program) {
    var located =
        new Search(System.getenv(), Pins.of(Repository.root()), Docker::answers).locate(program);
    switch (located) {
      case Executable(_, var path, var from) -> log.info("{}: {} ({})", program, path, from);
      case Image(_, var name) -> log.info("{}: image {} (Docker)", program, name);
      case Missing(_, var advice) -> log.warn("{}: missing; {}", program, advice);
    }
    return located;
  }
}
