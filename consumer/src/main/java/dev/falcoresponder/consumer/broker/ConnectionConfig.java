package dev.falcoresponder.consumer.broker;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How to reach NATS. Files are read again at every connect, so that a rotated secret is picked up.
 *
 * @param servers tried in turn; may hold user information, which is masked wherever it is printed
 * @param name what {@code nats server report connections} shows
 * @param login who we are, if the broker asks
 * @param tls how to trust the broker and be trusted; empty: the platform's trust store where the
 *     broker asks for TLS
 * @param inboxPrefix prefix of reply subjects, for brokers that restrict them
 * @param requestTimeout how long a request to JetStream may take
 */
public record ConnectionConfig(
    List<URI> servers,
    String name,
    Optional<Login> login,
    Optional<Tls> tls,
    String inboxPrefix,
    Duration requestTimeout) {
  private static final Set<String> SCHEMES = Set.of("nats", "tls", "ws", "wss");

  public ConnectionConfig {
    servers = List.copyOf(servers);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException(
          "no server; write at least one, such as nats://localhost:4222");
    }
    for (var server : servers) {
      if ("opentls".equals(server.getScheme())) {
        // The client takes it as "trust any certificate", which is no protection at all.
        throw new IllegalArgumentException(
            "opentls:// trusts any server; write tls:// and name its CA file");
      }
      if (server.getScheme() == null
          || !SCHEMES.contains(server.getScheme())
          || server.getHost() == null) {
        throw new IllegalArgumentException(
            "not a NATS address: "
                + MaskedText.of(server.toString())
                + "; write nats://host:port or tls://host:port");
      }
    }
  }

  /** The ways to log in. */
  public sealed interface Login {
    /** User and password. */
    record UserPassword(String user, Secret password) implements Login {}

    /** A token. */
    record Token(Secret token) implements Login {}

    /** A file with an nkey seed. */
    record NkeySeed(Path file) implements Login {}

    /** A {@code .creds} file with a JWT and its seed. */
    record Credentials(Path file) implements Login {}
  }

  /**
   * PEM files.
   *
   * @param ca whom to trust; empty: the platform's trust store
   * @param identity who we are, for brokers that verify clients
   */
  public record Tls(Optional<Path> ca, Optional<Identity> identity) {}

  /** A client certificate chain and its private key. */
  public record Identity(Path certificate, Path key) {}
}
