package dev.falcoresponder.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * A real Prometheus on loopback that scrapes replicas once a second, with the labels that the
 * Prometheus Operator gives them.
 */
public final class Prometheus implements AutoCloseable {
  /** The namespace that it says replicas are in. */
  public static final String NAMESPACE = "falco-response";

  /** The job that it says they are. */
  public static final String JOB = NAMESPACE + "/falco-responder";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Scratch scratch;
  private final ServerProcess process;
  private final URI url;

  private Prometheus(Scratch scratch, ServerProcess process, URI url) {
    this.scratch = scratch;
    this.process = process;
    this.url = url;
  }

  /**
   * One line that it can draw.
   *
   * @param points in the order of time; a single one where a moment was asked for
   */
  public record Series(Map<String, String> labels, List<Point> points) {
    public Series {
      labels = Map.copyOf(labels);
      points = List.copyOf(points);
    }
  }

  /**
   * A value.
   *
   * @param time in seconds since 1970
   */
  public record Point(double time, double value) {}

  /**
   * Starts one and returns when it serves. Gives the test up where there is none.
   *
   * @param replicas by the name of the pod that each is said to be
   * @param rules a file of alerting rules
   */
  public static Prometheus start(Map<String, ResponderProcess> replicas, Path rules) {
    var program = Servers.requireExecutable(Program.PROMETHEUS).path();
    var url = URI.create("http://127.0.0.1:" + FreePorts.next());
    var scratch = Scratch.create("prometheus");
    scratch.write("rules.yaml", read(rules));
    var recipe =
        new ServerProcess.Recipe(
            "prometheus",
            List.of(
                program.toString(),
                "--config.file=" + scratch.write("prometheus.yaml", config(replicas)),
                "--storage.tsdb.path=" + scratch.folder("data"),
                "--web.listen-address=" + url.getAuthority(),
                "--log.level=warn"),
            Map.of(),
            () ->
                Http.get(url.resolve("/-/ready"))
                    .filter(answer -> answer.status() == 200)
                    .isPresent(),
            PATIENCE);
    try {
      return new Prometheus(scratch, ServerProcess.start(recipe, scratch), url);
    } catch (RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  private static String config(Map<String, ResponderProcess> replicas) {
    var targets =
        replicas.entrySet().stream()
            .map(replica ->
                "      - {targets: [\"%s\"], labels: {namespace: %s, pod: %s}}\n"
                    .formatted(
                        replica.getValue().http().getAuthority(), NAMESPACE, replica.getKey()))
            .sorted()
            .collect(Collectors.joining());
    return """
    global: {scrape_interval: 1s, evaluation_interval: 1s}
    rule_files: [rules.yaml]
    scrape_configs:
      - job_name: %s
        static_configs:
    %s\
    """
        .formatted(JOB, targets);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an expression, a vector, comes to now. */
  public List<Series> query(String expression) {
    return series(ask("/api/v1/query?query=" + encoded(expression)));
  }

  /** What an expression comes to between two moments. */
  public List<Series> query(String expression, Instant from, Instant to, Duration step) {
    return series(
        ask(
            "/api/v1/query_range?query=%s&start=%s&end=%s&step=%d"
                .formatted(encoded(expression), from, to, step.toSeconds())));
  }

  /** The state of each alerting rule, with the alerts that it has raised. */
  public List<JsonObject> rules() {
    return ask("/api/v1/rules").getAsJsonArray("groups").asList().stream()
        .flatMap(group -> group.getAsJsonObject().getAsJsonArray("rules").asList().stream())
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private JsonObject ask(String path) {
    var answer =
        Http.get(URI.create(url + path))
            .orElseThrow(() -> new IllegalStateException("no answer from " + url));
    var body = JsonParser.parseString(answer.body()).getAsJsonObject();
    if (answer.status() != 200) {
      throw new IllegalStateException(path + ": " + body.get("error"));
    }
    return body.getAsJsonObject("data");
  }

  private static List<Series> series(JsonObject data) {
    return StreamSupport.stream(data.getAsJsonArray("result").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(Prometheus::oneSeries)
        .toList();
  }

  private static Series oneSeries(JsonObject result) {
    var labels =
        result.getAsJsonObject("metric").entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, label -> label.getValue().getAsString()));
    var values = result.getAsJsonArray("values");
    return new Series(
        labels,
        values == null
            ? List.of(point(result.get("value")))
            : IntStream.range(0, values.size()).mapToObj(i -> point(values.get(i))).toList());
  }

  private static Point point(JsonElement pair) {
    var both = pair.getAsJsonArray();
    var value = both.get(1).getAsString().replace("Inf", "Infinity");
    return new Point(both.get(0).getAsDouble(), Double.parseDouble(value));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Override
  public void close() {
    process.close();
    scratch.close();
  }
}
