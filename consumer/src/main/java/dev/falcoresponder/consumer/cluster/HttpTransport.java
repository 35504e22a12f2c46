package dev.falcoresponder.consumer.cluster;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One request, one answer, within a time. Goes below the client's typed calls, since their
 * exception keeps the {@code Retry-After} header to itself; the client's log-in, with its token
 * files read again, works underneath all the same.
 */
final class HttpTransport {
  /** A {@code Status} is far smaller; proxies send pages. */
  private static final int LARGEST_REFUSAL = 64 * 1024;

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
    return exchange(
        () -> http.consumeBytes(request(method, path, json), body),
        response -> body.read(response).thenApply(text -> answered(response, text)),
        _ -> body.abandon());
  }

  /**
   * A GET whose answer may be large: the body of a good one is for the reader, on a thread of its
   * own, and the reply has none.
   */
  ApiReply stream(String path, BodyReader reader) {
    return exchange(
        () -> http.sendAsync(request("GET", path, Optional.empty()), InputStream.class),
        response ->
            CompletableFuture.supplyAsync(() -> read(response, reader), Thread::startVirtualThread),
        started -> {
          var _ = started.thenAccept(response -> close(response.body()));
        });
  }

  private <B> ApiReply exchange(
      Supplier<CompletableFuture<HttpResponse<B>>> start,
      Function<HttpResponse<B>, CompletableFuture<ApiReply>> rest,
      Consumer<CompletableFuture<HttpResponse<B>>> abandon) {
    CompletableFuture<HttpResponse<B>> exchange;
    try {
      exchange = start.get();
    } catch (RuntimeException e) {
      // Logging in happens here, and fails here: an unreadable kubeconfig, a credential plugin that
      // does not start.
      return new ApiReply.Silent("cannot send to " + base.getAuthority() + ": " + Causes.of(e));
    }
    // The client's own time limit ends with the headers; ours holds for the body as well.
    var answer = exchange.thenCompose(rest);
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      exchange.cancel(true);
      abandon.accept(exchange);
      return new ApiReply.Silent(
          "no answer from " + base.getAuthority() + " within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      return new ApiReply.Silent("no answer from " + base.getAuthority() + ": " + Causes.of(e));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      exchange.cancel(true);
      abandon.accept(exchange);
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

  private static ApiReply read(HttpResponse<InputStream> response, BodyReader reader) {
    try (var body = response.body()) {
      if (response.code() / 100 == 2) {
        reader.read(body);
        return answered(response, "");
      }
      return answered(
          response, new String(body.readNBytes(LARGEST_REFUSAL), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static ApiReply answered(HttpResponse<?> response, String text) {
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

  /** Ends a reader that waits for more; what closing has to say against it concerns nobody. */
  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException _) {
      // Given up already.
    }
  }
}
