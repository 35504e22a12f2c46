package dev.falcoresponder.demo;

import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.Repository;
import dev.falcoresponder.servers.ResponderProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replicas of the program as it is shipped: processes of their own, configured by environment.
 *
 * @param byName in the order in which they were started
 * @param startUp from the first start until all were ready
 */
record Replicas(Map<String, ResponderProcess> byName, Duration startUp) implements AutoCloseable {
  private static final Path RULES =
      Repository.root().resolve("consumer/src/test/resources/demo/rules.yaml");

  /** Starts so many side by side and returns when all are ready. */
  static Replicas start(NatsServer nats, Path kubeconfig, int count) {
    var began = System.nanoTime();
    var started = new LinkedHashMap<String, ResponderProcess>();
    try {
      for (int number = 1; number <= count; number++) {
        var name = "replica-" + number;
        started.put(name, launch(name, nats, kubeconfig));
      }
      started.values().forEach(ResponderProcess::awaitReady);
    } catch (RuntimeException e) {
      started.values().forEach(ResponderProcess::close);
      throw e;
    }
    return new Replicas(started, Duration.ofNanos(System.nanoTime() - began));
  }

  private static ResponderProcess launch(String name, NatsServer nats, Path kubeconfig) {
    return ResponderProcess.builder()
        .nats(nats.url())
        .kubeconfig(kubeconfig)
        .setting("rules.files", RULES.toString())
        .setting("replica.name", name)
        .setting("http.address", "127.0.0.1")
        .launch();
  }

  /** How many alerts were answered so by all of them together. */
  long answered(String outcome) {
    return Math.round(
        byName.values().stream()
            .mapToDouble(replica ->
                replica
                    .metrics()
                    .sum("falco_responder_alerts_settled_total", Map.of("outcome", outcome)))
            .sum());
  }

  /**
   * The newest line about an answered alert that has all those words, and the replica that wrote
   * it.
   */
  Optional<String> logLine(String... words) {
    return byName.entrySet().stream()
        .flatMap(replica ->
            replica.getValue().output().stream()
                .filter(line -> line.contains("alert settled"))
                .filter(line -> List.of(words).stream().allMatch(line::contains))
                .map(line -> replica.getKey() + ": " + line))
        .reduce((_, newer) -> newer);
  }

  /** Copies their logs into a folder that stays. */
  List<Path> keepLogs(Path folder) {
    return byName.entrySet().stream()
        .map(replica ->
            copy(replica.getValue().outputFile(), folder.resolve(replica.getKey() + ".log")))
        .toList();
  }

  private static Path copy(Path log, Path to) {
    try {
      Files.createDirectories(to.getParent());
      return Files.copy(log, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    byName.values().forEach(ResponderProcess::close);
  }
}
