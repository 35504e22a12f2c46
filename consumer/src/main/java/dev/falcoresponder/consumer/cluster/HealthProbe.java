package dev.falcoresponder.consumer.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Asks the API server how it is. {@code /readyz} is open to every account that the server knows,
 * includes its store, and is exempt from its throttling; other paths are not. Any answer but a
 * failure counts as well: a hardened server may forbid the path for good, or a proxy not know it.
 */
record HealthProbe(HttpTransport transport) implements Supplier<Optional<String>> {
  private static final int LOOKS = 5;
  private static final Duration PAUSE = Duration.ofMillis(400);

  @Override
  public Optional<String> get() {
    var reply = ask();
    // Who has just started forbids everything until it has read its roles.
    for (int look = 1; look < LOOKS && forbidden(reply); look++) {
      LockSupport.parkNanos(PAUSE.toNanos());
      reply = ask();
    }
    return trouble(reply);
  }

  private ApiReply ask() {
    return transport.send("GET", "readyz", Optional.empty());
  }

  private static boolean forbidden(ApiReply reply) {
    return reply instanceof ApiReply.Answered(var code, _, _) && code == 403;
  }

  private static Optional<String> trouble(ApiReply reply) {
    return switch (reply) {
      case ApiReply.Answered(var code, _, _) when code == 401 ->
          Optional.of("it does not know our account (401)");
      case ApiReply.Answered(var code, _, var body) when code >= 500 ->
          Optional.of("it is not ready (" + code + "): " + Excerpt.of(body));
      case ApiReply.Answered _ -> Optional.empty();
      case ApiReply.Silent(var why) -> Optional.of(why);
      case ApiReply.Abandoned _ -> Optional.of("stopped waiting");
    };
  }
}
