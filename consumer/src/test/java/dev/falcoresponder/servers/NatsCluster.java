package dev.falcoresponder.servers;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three nats-servers that form one JetStream cluster, so that streams can have three replicas. */
public final class NatsCluster implements AutoCloseable {
  private static final int SIZE = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<NatsServer> servers;

  private NatsCluster(List<NatsServer> servers) {
    this.servers = List.copyOf(servers);
  }

  /**
   * Starts three servers of that version, named n1 to n3, and returns when they have elected a
   * leader.
   */
  public static NatsCluster start(NatsVersion version) {
    var routePorts = IntStream.range(0, SIZE).map(_ -> FreePorts.next()).boxed().toList();
    var routes =
        routePorts.stream()
            .map(port -> "nats://127.0.0.1:" + port)
            .collect(Collectors.joining(", "));
    var started = new ArrayList<NatsServer>();
    var cluster = Optional.<NatsCluster>empty();
    try {
      for (int port : routePorts) {
        var member =
            "cluster { name: test, listen: \"127.0.0.1:%d\", routes: [%s] }"
                .formatted(port, routes);
        started.add(
            NatsServer.builder()
                .version(version)
                .name("n" + (started.size() + 1))
                .config(member)
                .startAsMember());
      }
      cluster = Optional.of(new NatsCluster(started));
      cluster.get().awaitHealthy();
      return cluster.get();
    } catch (RuntimeException e) {
      started.forEach(NatsServer::close);
      throw e;
    }
  }

  /** The members. */
  public List<NatsServer> servers() {
    return servers;
  }

  /** The member of that name, as cluster information reports leaders. */
  public NatsServer server(String name) {
    return servers.stream()
        .filter(server -> server.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no member " + name));
  }

  /** All addresses, joined by commas, as clients take them. */
  public String url() {
    return servers.stream().map(NatsServer::url).collect(Collectors.joining(","));
  }

  /** The member that leads JetStream; empty while there is none. */
  public Optional<NatsServer> leader() {
    return servers.stream()
        .filter(NatsServer::running)
        .flatMap(server -> NatsMonitor.of(server.monitorUrl()).metaLeader().stream())
        .findFirst()
        .map(this::server);
  }

  /**
   * Returns when every running member reports that it is well and JetStream has a leader, within a
   * minute.
   */
  public void awaitHealthy() {
    await("cluster")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() ->
            servers.stream().filter(NatsServer::running).allMatch(NatsCluster::well)
                && leader().isPresent());
  }

  private static boolean well(NatsServer server) {
    return NatsMonitor.of(server.monitorUrl()).healthy();
  }

  @Override
  public void close() {
    servers.forEach(NatsServer::close);
  }
}
