package dev.falcoresponder.servers;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three nats-servers that form one JetStream cluster, so that streams can have three replicas. */
public final class NatsCluster implements AutoCloseable {
  private static final int SIZE = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FIRST = "n1";

  /** Resolved by nobody, so that nothing is found by accident. */
  private static final String DOMAIN = "nats-headless.invalid";

  private final List<NatsServer> servers;

  private NatsCluster(List<NatsServer> servers) {
    this.servers = List.copyOf(servers);
  }

  /**
   * Starts three servers of that version, named n1 to n3, and returns when they have elected a
   * leader.
   */
  public static NatsCluster start(NatsVersion version) {
    return start(version, (_, port, ports) -> block(port, addresses(ports)));
  }

  /**
   * As {@link #start(NatsVersion)}, and n1 is configured as by NATS's Helm chart: it has the names
   * of all members, which only a cluster's DNS knows. The others find it, and through it each
   * other.
   *
   * @param advertised whether members tell clients of these names, which the chart switches off
   */
  public static NatsCluster startAsTheChart(NatsVersion version, boolean advertised) {
    return start(
        version,
        (name, port, ports) ->
            block(
                    port,
                    name.equals(FIRST) ? names(ports) : addresses(ports.subList(0, 1)),
                    "no_advertise: " + !advertised)
                + (advertised ? "\nclient_advertise: \"%s.%s:4222\"".formatted(name, DOMAIN) : ""));
  }

  /** What a member is told of the cluster. */
  private interface Configuration {
    String of(String name, int routePort, List<Integer> routePorts);
  }

  private static NatsCluster start(NatsVersion version, Configuration configuration) {
    var routePorts = IntStream.range(0, SIZE).map(_ -> FreePorts.next()).boxed().toList();
    var started = new ArrayList<NatsServer>();
    var cluster = Optional.<NatsCluster>empty();
    try {
      for (int port : routePorts) {
        var name = "n" + (started.size() + 1);
        started.add(
            NatsServer.builder()
                .version(version)
                .name(name)
                .config(configuration.of(name, port, routePorts))
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

  private static String block(int port, List<String> routes, String... more) {
    return "cluster { name: test, listen: \"127.0.0.1:%d\", routes: [%s]%s }"
        .formatted(
            port,
            routes.stream().map(route -> "nats://" + route).collect(Collectors.joining(", ")),
            Stream.of(more).map(line -> ", " + line).collect(Collectors.joining()));
  }

  private static List<String> addresses(List<Integer> ports) {
    return ports.stream().map(port -> "127.0.0.1:" + port).toList();
  }

  private static List<String> names(List<Integer> ports) {
    return IntStream.range(0, ports.size())
        .mapToObj(index -> "n%d.%s:%d".formatted(index + 1, DOMAIN, ports.get(index)))
        .toList();
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
