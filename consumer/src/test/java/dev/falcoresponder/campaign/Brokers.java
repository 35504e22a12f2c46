package dev.falcoresponder.campaign;

import dev.falcoresponder.servers.NatsCluster;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The broker of a run: one server on a store that can be emptied, or three in a cluster.
 *
 * @param servers all of them
 * @param cluster where there are three
 * @param scratch holds the store where there is one
 */
record Brokers(List<NatsServer> servers, Optional<NatsCluster> cluster, Scratch scratch)
    implements AutoCloseable {
  /** So much that only who wants to fills it. */
  private static final long ROOM = 600_000_000;

  Brokers {
    servers = List.copyOf(servers);
  }

  static Brokers single(NatsVersion version) {
    var scratch = Scratch.create("campaign");
    var server =
        NatsServer.builder().version(version).store(store(scratch)).maxFileStore(ROOM).start();
    return new Brokers(List.of(server), Optional.empty(), scratch);
  }

  static Brokers clustered(NatsVersion version) {
    var cluster = NatsCluster.start(version);
    return new Brokers(cluster.servers(), Optional.of(cluster), Scratch.create("campaign"));
  }

  private static Path store(Scratch scratch) {
    return scratch.folder("store");
  }

  /** The one server; of a cluster any. */
  NatsServer any() {
    return servers.getFirst();
  }

  /** How many copies streams and buckets have. */
  int replicas() {
    return servers.size();
  }

  /** All addresses, as clients take them. */
  String url() {
    return cluster.map(NatsCluster::url).orElseGet(() -> any().url());
  }

  /** Removes everything that the one server has stored; it must not run. */
  void emptyStore() {
    try (var files = Files.walk(store(scratch))) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For each server whether it runs, and the last of its log. */
  Stream<String> state() {
    return servers.stream()
        .map(server ->
            "%s %s%n%s"
                .formatted(server.name(), server.running() ? "runs" : "has ended", server.log()));
  }

  void awaitHealthy() {
    cluster.ifPresentOrElse(NatsCluster::awaitHealthy, any()::awaitHealthy);
  }

  @Override
  public void close() {
    cluster.ifPresentOrElse(NatsCluster::close, any()::close);
    scratch.close();
  }
}
