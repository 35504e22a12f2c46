package dev.falcoresponder.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.falcoresponder.servers.KubeAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Somebody between the replicas and the API server who understands HTTP, as load balancers and
 * service meshes do, and spoils answers about pods, every other one.
 */
final class AnswerProxy implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private final URI target;
  private final HttpClient client;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Answer answer = new Answer.Untouched();

  /** Listens on a port of its own, and passes on to that API server. */
  AnswerProxy(KubeAccess behind) {
    target = behind.url();
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(Trust.of(behind.certificate()))
            .connectTimeout(PATIENCE)
            .build();
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The same login by way of this. */
  KubeAccess through(KubeAccess access) {
    var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new KubeAccess(url, access.certificate(), access.token());
  }

  /** From now on every other answer is like that. */
  void become(Answer wanted) {
    answer = wanted;
  }

  private void handle(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readAllBytes();
    try (exchange) {
      switch (chosen(exchange)) {
        case Answer.Instead(var code, var retryAfter) -> {
          retryAfter.ifPresent(seconds ->
              exchange.getResponseHeaders().set("Retry-After", Integer.toString(seconds)));
          send(exchange, code, status(code).getBytes(UTF_8));
        }
        case Answer.Untouched() -> {
          var reply = forward(exchange, body);
          send(exchange, reply.statusCode(), reply.body());
        }
        case Answer.Half() -> {
          var reply = forward(exchange, body);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(reply.statusCode(), reply.body().length);
          exchange.getResponseBody().write(reply.body(), 0, reply.body().length / 2);
          exchange.getResponseBody().flush();
        }
        case Answer.Truncated() -> {
          var reply = forward(exchange, body);
          send(exchange, reply.statusCode(), Arrays.copyOf(reply.body(), reply.body().length / 2));
        }
        case Answer.Lost() -> {
          var _ = forward(exchange, body);
        }
      }
    }
  }

  private Answer chosen(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().contains("/pods/")
            && ThreadLocalRandom.current().nextBoolean()
        ? answer
        : new Answer.Untouched();
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte... body) throws IOException {
    var request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
            .timeout(PATIENCE)
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (var name : List.of("Authorization", "Content-Type", "Accept")) {
      var value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void send(HttpExchange exchange, int code, byte... body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static String status(int code) {
    return """
    {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
    "message":"spoilt on the way","reason":"%s","code":%d}\
    """
        .formatted(reason(code), code);
  }

  private static String reason(int code) {
    return switch (code) {
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 429 -> "TooManyRequests";
      case 503 -> "ServiceUnavailable";
      case 504 -> "Timeout";
      default -> "InternalError";
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }
}
