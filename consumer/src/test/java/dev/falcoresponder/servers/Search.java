package dev.falcoresponder.servers;

import dev.falcoresponder.servers.Located.Executable;
import dev.falcoresponder.servers.Located.Image;
import dev.falcoresponder.servers.Located.Missing;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The order in which the places are asked.
 *
 * @param environment variables, which name a file or a folder, {@code PATH} and the cache
 * @param pins which versions the cache is asked for
 * @param docker whether a Docker daemon answers; asked last, since asking is slow
 */
record Search(Map<String, String> environment, Pins pins, BooleanSupplier docker) {
  Search {
    environment = Map.copyOf(environment);
  }

  Located locate(Program program) {
    return named(program)
        .or(() -> onPath(program))
        .or(() -> inCache(program))
        .or(() -> image(program))
        .orElseGet(() -> new Missing(program, advice(program)));
  }

  private Optional<Located> named(Program program) {
    return variable(program.variable())
        .map(Path::of)
        .map(path -> Files.isDirectory(path) ? path.resolve(program.executable()) : path)
        .flatMap(path -> executable(program, path, program.variable()));
  }

  private Optional<Located> onPath(Program program) {
    return program.mayComeFromPath()
        ? variable("PATH").stream()
            .flatMap(path -> Stream.of(path.split(File.pathSeparator, -1)))
            .flatMap(folder ->
                executable(program, Path.of(folder, program.executable()), "PATH").stream())
            .findFirst()
        : Optional.empty();
  }

  private Optional<Located> inCache(Program program) {
    var cache =
        variable("XDG_CACHE_HOME")
            .map(Path::of)
            .orElseGet(() -> Path.of(environment.getOrDefault("HOME", "/"), ".cache"))
            .resolve("falco-responder/servers");
    return program
        .cacheFolder(pins)
        .map(folder -> cache.resolve(folder).resolve(program.executable()))
        .flatMap(path -> executable(program, path, "built by scripts/servers"));
  }

  private Optional<Located> image(Program program) {
    return program
        .image(pins)
        .filter(_ -> docker.getAsBoolean())
        .map(name -> new Image(program, name));
  }

  private Optional<Located> executable(Program program, Path path, String from) {
    return Files.isRegularFile(path) && Files.isExecutable(path)
        ? Optional.of(new Executable(program, path.toAbsolutePath(), from))
        : Optional.empty();
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private String advice(Program program) {
    var remedy =
        program.cacheFolder(pins).isPresent()
            ? "run scripts/servers"
            : "put it on PATH or start a Docker daemon";
    return program.executable()
        + " ("
        + program
        + ") is missing: "
        + remedy
        + ", or set "
        + program.variable();
  }
}
