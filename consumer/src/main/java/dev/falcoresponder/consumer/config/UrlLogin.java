package dev.falcoresponder.consumer.config;

import dev.falcoresponder.consumer.broker.ConnectionConfig.Login;
import dev.falcoresponder.consumer.broker.Secret;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The login in a server's URL, {@code nats://user:password@host} or {@code nats://token@host}. It
 * is taken out of the URL, since URLs end up in logs.
 */
final class UrlLogin {
  private UrlLogin() {}

  /** The different users that URLs name. */
  static List<String> users(List<URI> servers) {
    return servers.stream()
        .map(URI::getUserInfo)
        .filter(Objects::nonNull)
        .filter(user -> !user.isEmpty())
        .distinct()
        .toList();
  }

  static Optional<Login> of(List<URI> servers) {
    return users(servers).stream().findFirst().map(UrlLogin::login);
  }

  private static Login login(String user) {
    var colon = user.indexOf(':');
    return colon < 0
        ? new Login.Token(new Secret(user))
        : new Login.UserPassword(user.substring(0, colon), new Secret(user.substring(colon + 1)));
  }
}
