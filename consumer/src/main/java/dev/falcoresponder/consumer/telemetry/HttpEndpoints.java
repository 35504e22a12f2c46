package dev.falcoresponder.consumer.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /livez}, {@code /readyz} and {@code /metrics}. {@code /readyz} answers in JSON
 * where the request accepts it.
 */
public final class HttpEndpoints implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoints.class);

  private final HttpServer server;
  private final ExecutorService threads;
  private final HealthPages health;
  private final MetricsPage metrics;

  private HttpEndpoints(
      HttpServer server, ExecutorService threads, HealthPages health, MetricsPage metrics) {
    this.server = server;
    this.threads = threads;
    this.health = health;
    this.metrics = metrics;
  }

  /** What opening comes to. */
  public sealed interface Opening {
    /** They are served. */
    record Open(HttpEndpoints endpoints) implements Opening {}

    /** They are not, for the reason in the sentence. */
    record Failed(String why) implements Opening {}
  }

  /** Starts to serve. */
  public static Opening open(
      HttpConfig config, Liveness liveness, List<ReadyCheck> checks, PrometheusRegistry registry) {
    HttpLimits.apply();
    var address = new InetSocketAddress(config.address(), config.port());
    if (address.isUnresolved()) {
      return new Opening.Failed(
          "http.address " + config.address() + " is not known here; write an address of this host");
    }
    try {
      var server = HttpServer.create(address, 0);
      var endpoints =
          new HttpEndpoints(
              server,
              HttpLimits.threads(),
              new HealthPages(liveness, checks),
              new MetricsPage(registry));
      server.setExecutor(endpoints.threads);
      server.createContext("/", endpoints::handle);
      server.start();
      return new Opening.Open(endpoints);
    } catch (IOException e) {
      return new Opening.Failed(
          "cannot listen on %s port %d (%s); set http.port to one that is free, or to 0 for any"
              .formatted(config.address(), config.port(), e.getMessage()));
    }
  }

  /** The port that is served, also where the configuration leaves the choice open. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      send(exchange, contained(exchange));
    } catch (IOException _) {
      // The client has gone; there is nobody left to tell.
    }
  }

  private Page contained(HttpExchange exchange) {
    try {
      return page(exchange);
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("defect of this program, contained to one HTTP request");
      return Page.text(500, "a defect of this program; see its log\n");
    }
  }

  private Page page(HttpExchange exchange) {
    var method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return Page.text(405, "only GET and HEAD are answered\n");
    }
    return switch (exchange.getRequestURI().getPath()) {
      case "/livez" -> health.live();
      case "/readyz" -> health.ready(acceptsJson(exchange));
      case "/metrics" -> metrics.scrape();
      default -> Page.text(404, "not here; try /livez, /readyz or /metrics\n");
    };
  }

  private static boolean acceptsJson(HttpExchange exchange) {
    var accept = exchange.getRequestHeaders().getFirst("Accept");
    return accept != null && accept.contains("application/json");
  }

  private static void send(HttpExchange exchange, Page page) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", page.contentType());
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(page.status(), -1);
      return;
    }
    var bytes = page.body().bytes();
    exchange.sendResponseHeaders(page.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
