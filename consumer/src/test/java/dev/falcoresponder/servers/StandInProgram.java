package dev.falcoresponder.servers;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A program that looks like a replica from outside, so that {@link ResponderProcess} can be tested
 * by itself.
 */
final class StandInProgram {
  private StandInProgram() {}

  static List<String> command() {
    return List.of(
        ProcessHandle.current().info().command().orElseThrow(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        StandInProgram.class.getName());
  }

  /** Serves the three pages at the port it is told by its environment, and logs one JSON line. */
  public static void main(String... arguments) throws IOException {
    var port = Integer.parseInt(System.getenv("FALCO_RESPONDER_HTTP_PORT"));
    System.out.println("a line that is not JSON");
    System.out.printf(
        "{\"message\":\"started\",\"nats\":\"%s\",\"kubeconfig\":\"%s\"}%n",
        System.getenv("FALCO_RESPONDER_NATS_SERVERS"), System.getenv("KUBECONFIG"));
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    page(server, "/readyz", "ok");
    page(server, "/livez", "ok");
    page(server, "/metrics", "alerts_settled_total{outcome=\"acted\"} 2\n");
    server.start();
  }

  private static void page(HttpServer server, String path, String text) {
    var body = text.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }
}
