package dev.falcoresponder.consumer.config;

import dev.falcoresponder.consumer.config.Reading.Value;
import dev.falcoresponder.consumer.config.Reading.Wrong;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The brokers' URLs. A URL may hold a user and password, or a token, so that no text of it is ever
 * quoted: a comma or slash in a password takes a URL apart in ways no mask foresees.
 */
record ServerUrls() implements ValueType<List<URI>> {
  private static final Set<String> SCHEMES = Set.of("nats", "tls", "ws", "wss");
  private static final int DEFAULT_PORT = 4222;

  @Override
  public String form() {
    return "URLs such as nats://host:4222 (also tls://, ws://, wss://), separated by commas";
  }

  @Override
  public Reading<List<URI>> read(String text) {
    var parts = ListOf.split(text);
    var urls = new ArrayList<URI>();
    for (var part : parts) {
      var url = url(part);
      if (url.isEmpty()) {
        return new Wrong<>(
            "has an entry that is no server's URL, the %d. of %d"
                .formatted(urls.size() + 1, parts.size()));
      }
      urls.add(url.get());
    }
    return urls.isEmpty() ? new Wrong<>("names no server") : new Value<>(List.copyOf(urls));
  }

  @Override
  public String show(List<URI> urls) {
    return urls.stream().map(ServerUrls::masked).collect(Collectors.joining(","));
  }

  @Override
  public boolean takesList() {
    return true;
  }

  private static Optional<URI> url(String part) {
    try {
      // As in other NATS programs: a bare host is one, and 4222 needs no mention.
      var url = new URI(part.contains("://") ? part : "nats://" + part);
      var path = url.getRawPath();
      if (url.getHost() == null
          || !SCHEMES.contains(url.getScheme())
          || url.getRawQuery() != null
          || url.getRawFragment() != null
          || url.getPort() > 65_535
          || !(url.getScheme().startsWith("ws") || path.isEmpty() || path.equals("/"))) {
        return Optional.empty();
      }
      return Optional.of(url.getPort() < 0 ? withPort(url) : url);
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static URI withPort(URI url) throws URISyntaxException {
    var port =
        switch (url.getScheme()) {
          case "ws" -> 80;
          case "wss" -> 443;
          default -> DEFAULT_PORT;
        };
    return new URI(
        url.getScheme(), url.getUserInfo(), url.getHost(), port, url.getPath(), null, null);
  }

  static URI withoutUser(URI url) {
    try {
      return new URI(
          url.getScheme(), null, url.getHost(), url.getPort(), url.getPath(), null, null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a URL without its user is a URL", e);
    }
  }

  private static String masked(URI url) {
    return url.getRawUserInfo() == null
        ? url.toString()
        : url.getScheme() + "://******@" + withoutUser(url).getRawAuthority();
  }
}
