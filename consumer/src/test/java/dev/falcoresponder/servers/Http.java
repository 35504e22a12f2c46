package dev.falcoresponder.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Plain requests to a server on loopback. */
final class Http {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private Http() {}

  record Answer(int status, String body) {}

  /** A GET. Empty where nobody answers within five seconds. */
  static Optional<Answer> get(URI uri) {
    return send(HttpRequest.newBuilder(uri));
  }

  /** A POST of JSON. Empty where nobody answers within five seconds. */
  static Optional<Answer> post(URI uri, String json) {
    return send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private static Optional<Answer> send(HttpRequest.Builder request) {
    try {
      var response =
          CLIENT.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
      return Optional.of(new Answer(response.statusCode(), response.body()));
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
