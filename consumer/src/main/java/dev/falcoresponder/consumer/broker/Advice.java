package dev.falcoresponder.consumer.broker;

import dev.falcoresponder.consumer.broker.ConnectionConfig.Login;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person can do where the broker turns us away, in the words of our configuration. */
final class Advice {
  private static final String NOT_LET_IN = "Authorization Violation";
  private static final String NOT_ALLOWED = "Permissions Violation";
  private static final String ALL_RIGHTS =
      "; grant it to our user, or take the rights and settings of manifests/components/nats-accounts";

  private Advice() {}

  /** The broker's words, with advice where it is known. */
  static String on(String error, ConnectionConfig config) {
    if (error.contains(NOT_LET_IN)) {
      return error + (hasLogin(config) ? otherLogin(config) : aLogin());
    }
    return isRefusedRight(error) ? onRefusedRight(error, config.inboxPrefix() + ".") : error;
  }

  /**
   * Why a request stays without an answer, where the broker has told.
   *
   * @param error what the broker complained of last
   * @param subject where the request went
   * @param inboxes what the subject of an answer starts with
   */
  static Optional<String> onSilence(@Nullable String error, String subject, String inboxes) {
    return Optional.ofNullable(error)
        .filter(Advice::isRefusedRight)
        .filter(it -> it.contains("\"" + subject + "\"") || refusesAnswers(it, inboxes))
        .map(it -> onRefusedRight(it, inboxes));
  }

  private static String onRefusedRight(String error, String inboxes) {
    return refusesAnswers(error, inboxes)
        ? error + "; set nats.inbox-prefix to what our user may subscribe to" + ALL_RIGHTS
        : error + ALL_RIGHTS;
  }

  private static boolean refusesAnswers(String error, String inboxes) {
    return error.contains(" for Subscription to \"" + inboxes);
  }

  /** Whether the broker lets us in, and does not allow us what we need. */
  static boolean isRefusedRight(String error) {
    return error.startsWith(NOT_ALLOWED);
  }

  private static boolean hasLogin(ConnectionConfig config) {
    return config.login().isPresent()
        || config.servers().stream().anyMatch(server -> server.getUserInfo() != null);
  }

  private static String aLogin() {
    return "; no login is configured: set nats.user and nats.password, or nats.token (the Secret"
        + " falco-responder-nats of manifests/base), and restart";
  }

  private static String otherLogin(ConnectionConfig config) {
    var where = config.login().map(Advice::where).orElse("nats.servers, and restart");
    return "; the broker does not take this login: correct it in " + where;
  }

  /** Files are read again at each attempt. */
  private static String where(Login login) {
    return switch (login) {
      case Login.UserPassword _ -> "nats.user and nats.password, and restart";
      case Login.Token _ -> "nats.token, and restart";
      case Login.NkeySeed _ -> "the file that nats.nkey-file names";
      case Login.Credentials _ -> "the file that nats.creds-file names";
    };
  }
}
