package dev.falcoresponder.servers;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Servers that many tests share, each started when it is first asked for. Tests keep out of each
 * other's way by streams, subjects and namespaces of their own, and leave the servers running; a
 * test that kills starts its own.
 *
 * <p>JUnit tests get this by {@link SharedServers}, programs make one and close it.
 */
public final class RealServers implements AutoCloseable {
  private final Map<NatsVersion, NatsServer> nats = new EnumMap<>(NatsVersion.class);
  private Optional<ApiServer> apiServer = Optional.empty();

  /** None started yet. */
  public RealServers() {}

  /** A NATS server of that version, with JetStream. */
  public synchronized NatsServer nats(NatsVersion version) {
    return nats.computeIfAbsent(version, NatsServer::start);
  }

  /** An API server with its audit log on. */
  public synchronized ApiServer apiServer() {
    if (apiServer.isEmpty()) {
      apiServer = Optional.of(ApiServer.start());
    }
    return apiServer.get();
  }

  @Override
  public synchronized void close() {
    nats.values().forEach(NatsServer::close);
    apiServer.ifPresent(ApiServer::close);
  }
}
