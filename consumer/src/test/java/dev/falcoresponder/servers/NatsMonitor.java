package dev.falcoresponder.servers;

import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** What a nats-server says about itself at its monitoring port. */
record NatsMonitor(URI url) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CONNECT_MILLIS = 1_000;

  static NatsMonitor of(URI url) {
    return new NatsMonitor(url);
  }

  /**
   * Whether a client that connects is greeted: NATS speaks first, with a line that starts with
   * INFO.
   */
  static boolean greets(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      socket.setSoTimeout(CONNECT_MILLIS);
      var line =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      return line != null && line.startsWith("INFO ");
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * Whether JetStream, where it is on, has read back all its streams and consumers, and a cluster
   * has its leaders.
   */
  boolean healthy() {
    return Http.get(url.resolve("/healthz")).filter(answer -> answer.status() == 200).isPresent();
  }

  void awaitHealthy() {
    await("health of " + url)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(this::healthy);
  }

  String version() {
    return read("/varz").get("version").getAsString();
  }

  /** How many subscriptions its clients have, and its own. */
  int subscriptions() {
    return read("/varz").get("subscriptions").getAsInt();
  }

  /** The name of the server that leads the JetStream cluster. */
  Optional<String> metaLeader() {
    return Optional.ofNullable(read("/jsz").getAsJsonObject("meta_cluster"))
        .map(cluster -> cluster.get("leader"))
        .map(leader -> leader.getAsString())
        .filter(leader -> !leader.isEmpty());
  }

  private JsonObject read(String path) {
    return Http.get(url.resolve(path))
        .map(answer -> JsonParser.parseString(answer.body()).getAsJsonObject())
        .orElseThrow(
            () -> new UncheckedIOException(new IOException("no answer from " + url.resolve(path))));
  }
}
