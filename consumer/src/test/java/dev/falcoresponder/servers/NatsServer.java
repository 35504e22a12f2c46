package dev.falcoresponder.servers;

import java.net.URI;

/** A real nats-server on loopback: a child process, or a container where only Docker has one. */
public interface NatsServer extends Restartable, AutoCloseable {
  /** What to start; {@link NatsServerBuilder#start} starts it. */
  static NatsServerBuilder builder() {
    return new NatsServerBuilder();
  }

  /** A server of that version with JetStream on a store of its own. */
  static NatsServer start(NatsVersion version) {
    return builder().version(version).start();
  }

  /** Where clients connect: {@code nats://127.0.0.1:<port>}, without user information. */
  default String url() {
    return "nats://127.0.0.1:" + port();
  }

  /** The port for clients; it stays the same over restarts. */
  int port();

  /**
   * The monitoring endpoint, to which {@code /varz}, {@code /jsz} or {@code /healthz} is appended.
   */
  URI monitorUrl();

  /** The server's name, which leaders are reported by. */
  String name();

  /** The version that the server itself reports. */
  default String version() {
    return NatsMonitor.of(monitorUrl()).version();
  }

  /** How many subscriptions the server knows, its own included. */
  default int subscriptions() {
    return NatsMonitor.of(monitorUrl()).subscriptions();
  }

  /**
   * Returns when the server reports that it and all its streams and consumers are well, within
   * thirty seconds.
   */
  default void awaitHealthy() {
    NatsMonitor.of(monitorUrl()).awaitHealthy();
  }

  /** The last lines of its log. */
  String log();

  /** Kills the server, and removes the store unless it was given. */
  @Override
  void close();
}
