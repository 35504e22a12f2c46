package dev.falcoresponder.consumer.cluster;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request, one answer, within a time. Goes below the client's typed calls, since their
 * exception keeps the {@code Retry-After} header to itself; the client's log-in, with its token
 * files read again, works underneath all the same.
 */
final class HttpTransport {
  private final HttpClient http;
  private final URI base;
  private final Duration timeout;

  /**
   * Sends by that client.
   *
   * @param base the API server's address, with a slash at the end
   * @param timeout for connection, request and the whole answer together
   */
  HttpTransport(HttpClient http, URI base, Duration timeout) {
    this.http = http;
    this.base = base;
    this.timeout = timeout;
  }

  ApiReply send(String method, String path, Optional<String> json) {
    var body = new CollectedBody();
    CompletableFuture<HttpResponse<AsyncBody>> exchange;
    try {
      exchange = http.consumeBytes(request(method, path, json), body);
    } catch (RuntimeException e) {
      // Logging in happens here, and fails here: an unreadable kubeconfig, a credential plugin that
      // does not start.
      return new ApiReply.Silent("cannot send to " + base.getAuthority() + ": " + Causes.of(e));
    }
    // The client's own time limit ends with the headers; ours holds for the body as well.
    var answer =
        exchange.thenCompose(
            response -> body.read(response).thenApply(text -> answered(response, text)));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      abandon(exchange, body);
      return new ApiReply.Silent(
          "no answer from " + base.getAuthority() + " within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      return new ApiReply.Silent("no answer from " + base.getAuthority() + ": " + Causes.of(e));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      abandon(exchange, body);
      return new ApiReply.Abandoned();
    }
  }

  private HttpRequest request(String method, String path, Optional<String> json) {
    var builder =
        http.newHttpRequestBuilder()
            .uri(base.resolve(path))
            .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    return json.map(text -> builder.method(method, "application/json", text))
        .orElseGet(() -> builder.method(method, null, null))
        .build();
  }

  private static ApiReply answered(HttpResponse<AsyncBody> response, String text) {
    var retryAfter =
        response.headers("Retry-After").stream().findFirst().flatMap(HttpTransport::seconds);
    return new ApiReply.Answered(response.code(), retryAfter, text);
  }

  /** The header's other form, a date, is never sent by the API server. */
  private static Optional<Duration> seconds(String header) {
    return header.matches("[0-9]{1,9}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(header))).filter(Duration::isPositive)
        : Optional.empty();
  }

  private static void abandon(
      CompletableFuture<HttpResponse<AsyncBody>> exchange, CollectedBody body) {
    exchange.cancel(true);
    body.abandon();
  }
}
