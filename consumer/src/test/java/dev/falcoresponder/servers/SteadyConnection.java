package dev.falcoresponder.servers;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Connections that stay with one server, or one way to it, whatever others it tells them of. */
public final class SteadyConnection {
  private SteadyConnection() {}

  /** One that always comes back to this address. */
  public static Connection to(String url) throws IOException, InterruptedException {
    return Nats.connect(
        Options.builder().server(url).maxReconnects(-1).ignoreDiscoveredServers().build());
  }

  /** One to each server of a cluster, in their order. */
  public static List<Connection> toEach(NatsCluster cluster)
      throws IOException, InterruptedException {
    var connections = new ArrayList<Connection>();
    for (var server : cluster.servers()) {
      connections.add(to(server.url()));
    }
    return connections;
  }
}
