package dev.falcoresponder.consumer.config;

import static dev.falcoresponder.consumer.config.NatsKeys.CERT_FILE;
import static dev.falcoresponder.consumer.config.NatsKeys.CREDS_FILE;
import static dev.falcoresponder.consumer.config.NatsKeys.KEY_FILE;
import static dev.falcoresponder.consumer.config.NatsKeys.NKEY_FILE;
import static dev.falcoresponder.consumer.config.NatsKeys.PASSWORD;
import static dev.falcoresponder.consumer.config.NatsKeys.SERVERS;
import static dev.falcoresponder.consumer.config.NatsKeys.TOKEN;
import static dev.falcoresponder.consumer.config.NatsKeys.USER;

import dev.falcoresponder.consumer.config.Relation.Clash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who we are to the broker: one identity, whole. */
final class LoginRelations {
  static final List<Relation> ALL =
      List.of(
          new Relation(
              List.of(TOKEN, NKEY_FILE, CREDS_FILE, USER, SERVERS), LoginRelations::oneLogin),
          new Relation(List.of(SERVERS), LoginRelations::oneUser),
          together(USER, PASSWORD),
          together(CERT_FILE, KEY_FILE));

  private LoginRelations() {}

  private static Optional<Clash> oneLogin(Values values) {
    var ways = new ArrayList<String>();
    Stream.of(USER, TOKEN, NKEY_FILE, CREDS_FILE)
        .filter(key -> values.find(key).isPresent())
        .forEach(key -> ways.add(key.name()));
    if (!UrlLogin.users(values.get(SERVERS)).isEmpty()) {
      ways.add("the URLs in " + SERVERS.name());
    }
    return ways.size() <= 1
        ? Optional.empty()
        : Optional.of(
            new Clash("there is more than one login: " + String.join(", ", ways), "keep one"));
  }

  private static Optional<Clash> oneUser(Values values) {
    return UrlLogin.users(values.get(SERVERS)).size() <= 1
        ? Optional.empty()
        : Optional.of(
            new Clash(
                "the URLs in nats.servers name different users",
                "write one user, in one URL or as nats.user and nats.password"));
  }

  private static Relation together(ConfigKey<?> one, ConfigKey<?> other) {
    return new Relation(
        List.of(one, other),
        values -> {
          var set = values.find(one).isPresent();
          return set == values.find(other).isPresent()
              ? Optional.empty()
              : Optional.of(
                  new Clash(
                      "%s is set, but %s is not"
                          .formatted((set ? one : other).name(), (set ? other : one).name()),
                      "set both or neither"));
        });
  }
}
