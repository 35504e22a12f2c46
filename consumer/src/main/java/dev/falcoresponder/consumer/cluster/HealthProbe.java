package dev.falcoresponder.consumer.cluster;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks the API server how it is. {@code /readyz} is open to every account that the server knows,
 * includes its store, and is exempt from its throttling; other paths are not. Any answer but a
 * failure counts as well: a hardened server may forbid the path, or a proxy not know it.
 */
record HealthProbe(HttpTransport transport) implements Supplier<Optional<String>> {
  @Override
  public Optional<String> get() {
    return switch (transport.send("GET", "readyz", Optional.empty())) {
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
