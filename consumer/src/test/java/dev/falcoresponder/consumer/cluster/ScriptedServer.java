package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.consumer.broker.Backoff;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * The end of a TCP connection that answers as it is told. It does not play the API server, which
 * tests have for real; it plays what networks, proxies and a dying server do to an answer: cut it,
 * hold it, lose it, put their own in its place.
 */
final class ScriptedServer implements AutoCloseable {
  /** A request as it came over the wire; header names in lower case. */
  record Request(String method, String path, Map<String, String> headers, String body) {}

  /** What to do with one request. */
  @FunctionalInterface
  interface Reply {
    /** Answers on the socket, or does not; the connection is closed afterwards. */
    void to(Socket client) throws IOException, InterruptedException;
  }

  private final ServerSocket entrance;
  private final Queue<Reply> script = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<KubernetesClient> clients = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Reply health = answer(200, "ok");
  private volatile Reply rest = answer(418, "nothing more in the script");
  private final Thread acceptor = Thread.ofVirtual().unstarted(this::accept);

  ScriptedServer() {
    try {
      entrance = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    acceptor.start();
  }

  /** Our connection to it, without a login; a gate that closes asks again soon. */
  ClusterConnection connect(Duration requestTimeout, int maxInFlight) {
    return connect(
        new ConfigBuilder(Config.empty()).withMasterUrl(url()).build(),
        requestTimeout,
        maxInFlight);
  }

  /** Our connection by that login. */
  static ClusterConnection connect(Config login, Duration requestTimeout, int maxInFlight) {
    var config =
        new ClusterConfig(
            Duration.ofSeconds(2), requestTimeout, maxInFlight, Duration.ofMinutes(1));
    return ClusterConnection.open(
        login,
        config,
        Clock.systemUTC(),
        () -> new Backoff(Duration.ofMillis(50), Duration.ofMillis(200)));
  }

  /** What requests go through, alone; closed with the server. */
  HttpTransport transport(Duration requestTimeout) {
    var config = new ConfigBuilder(Config.empty()).withMasterUrl(url()).build();
    config.setRequestRetryBackoffLimit(0);
    var client = new KubernetesClientBuilder().withConfig(config).build();
    clients.add(client);
    return new HttpTransport(client.getHttpClient(), URI.create(url()), requestTimeout);
  }

  String url() {
    return "http://127.0.0.1:" + entrance.getLocalPort() + "/";
  }

  /** The next request that is not for {@code /readyz} gets this. */
  ScriptedServer then(Reply reply) {
    script.add(reply);
    return this;
  }

  /** Every request that the script does not cover gets this. */
  ScriptedServer always(Reply reply) {
    rest = reply;
    return this;
  }

  /** Requests for {@code /readyz} get this; at first they get a 200. */
  ScriptedServer health(Reply reply) {
    health = reply;
    return this;
  }

  /** Requests so far, without those for {@code /readyz}. */
  List<Request> requests() {
    return requests.stream().filter(request -> !request.path().equals("/readyz")).toList();
  }

  /** How often {@code /readyz} was asked for. */
  long probes() {
    return requests.stream().filter(request -> request.path().equals("/readyz")).count();
  }

  static Reply answer(int code, String body, String... headers) {
    return raw(head(code, body.getBytes(StandardCharsets.UTF_8).length, headers) + body);
  }

  static Reply raw(String text) {
    return client -> {
      client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      client.getOutputStream().flush();
    };
  }

  static String head(int code, int length, String... headers) {
    var lines =
        new StringBuilder(
            "HTTP/1.1 "
                + code
                + " Scripted\r\nContent-Length: "
                + length
                + "\r\nConnection: close\r\n");
    List.of(headers).forEach(header -> lines.append(header).append("\r\n"));
    return lines.append("\r\n").toString();
  }

  /** Writes that much, then keeps the connection open and silent until the server is closed. */
  Reply hang(String text) {
    return client -> {
      raw(text).to(client);
      closed.await();
    };
  }

  /** Takes the request and closes the connection: the answer is lost on its way. */
  static Reply loseAnswer() {
    return _ -> {};
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        var client = entrance.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        // Closed.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      var request = read(new BufferedInputStream(client.getInputStream()));
      requests.add(request);
      var next = request.path().equals("/readyz") ? health : script.poll();
      (next == null ? rest : next).to(client);
    } catch (IOException _) {
      // The client went away, which is its right.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Request read(InputStream in) throws IOException {
    var first = line(in).split(" ", -1);
    var headers = new LinkedHashMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    var body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new Request(first[0], first[1], headers, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the client closed the connection");
      }
      bytes.write(next);
    }
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }

  @Override
  public void close() {
    closed.countDown();
    clients.forEach(KubernetesClient::close);
    try {
      entrance.close();
      // A thread that waits in accept lets one more in until it has noticed.
      acceptor.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
