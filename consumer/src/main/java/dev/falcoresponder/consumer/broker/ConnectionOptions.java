package dev.falcoresponder.consumer.broker;

import dev.falcoresponder.consumer.broker.ConnectionConfig.Login;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * Our settings in the client's words. Servers that a cluster advertises are used beside the
 * configured ones, as in every NATS client; the configured ones stay in the list, so a Service name
 * goes on to work when all pods behind it are new.
 */
final class ConnectionOptions {
  private static final Duration RECONNECT_WAIT = Duration.ofSeconds(1);
  private static final Duration RECONNECT_JITTER = Duration.ofMillis(500);

  // The client's default of two minutes would notice a dead peer after four to six.
  private static final Duration PING_INTERVAL = Duration.ofSeconds(20);

  private final ConnectionConfig config;

  ConnectionOptions(ConnectionConfig config) {
    this.config = config;
  }

  /**
   * Options for a new connection; reads the PEM files once to find out early whether they can be
   * read.
   *
   * @param platformTls whether to speak TLS although no PEM files are configured, as the broker
   *     asks for it
   */
  Options build(ConnectionEvents events, boolean platformTls)
      throws IOException, GeneralSecurityException {
    var builder =
        Options.builder()
            .servers(config.servers().stream().map(URI::toString).toArray(String[]::new))
            .connectionName(config.name())
            .inboxPrefix(config.inboxPrefix())
            // Also the default time-out of every JetStream request made on this connection.
            .connectionTimeout(config.requestTimeout())
            .maxReconnects(-1)
            .reconnectWait(RECONNECT_WAIT)
            .reconnectJitter(RECONNECT_JITTER)
            .reconnectJitterTls(RECONNECT_JITTER)
            .pingInterval(PING_INTERVAL)
            .connectionListener(events)
            .errorListener(events);
    config.login().ifPresent(login -> logIn(builder, login));
    if (config.tls().isPresent()) {
      builder.sslContext(PemContext.of(config.tls().get()));
    } else if (platformTls) {
      builder.sslContext(SSLContext.getDefault());
    }
    return builder.build();
  }

  private static void logIn(Options.Builder builder, Login login) {
    switch (login) {
      case Login.UserPassword(var user, var password) ->
          builder.userInfo(user.toCharArray(), password.reveal().toCharArray());
      case Login.Token(var token) -> builder.token(token.reveal().toCharArray());
      // Both handlers of the client read their file at each connect, so a rotated secret is picked
      // up.
      case Login.NkeySeed(var file) -> builder.authHandler(Nats.credentials(null, file.toString()));
      case Login.Credentials(var file) -> builder.authHandler(Nats.credentials(file.toString()));
    }
  }
}
