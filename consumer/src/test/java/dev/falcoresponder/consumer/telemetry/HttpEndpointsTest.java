package dev.falcoresponder.consumer.telemetry;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.falcoresponder.consumer.telemetry.HttpEndpoints.Opening;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEndpointsTest {
  private static final String LOOPBACK = "127.0.0.1";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final AtomicReference<Liveness> liveness = new AtomicReference<>(Optional::empty);
  private final AtomicReference<Optional<String>> broker = new AtomicReference<>(Optional.empty());
  private HttpEndpoints endpoints;

  @BeforeEach
  void open() {
    var checks =
        List.of(new ReadyCheck("broker", broker::get), new ReadyCheck("rules", Optional::empty));
    var opening =
        HttpEndpoints.open(
            new HttpConfig(LOOPBACK, 0), () -> liveness.get().stuck(), checks, registry);
    endpoints = ((Opening.Open) opening).endpoints();
  }

  @AfterEach
  void close() {
    endpoints.close();
    client.close();
  }

  @Test
  void programThatMovesIsAlive() throws Exception {
    assertThat(get("/livez")).isEqualTo("200 alive\n");
  }

  @Test
  void programThatIsStuckSaysWhere() throws Exception {
    liveness.set(() -> Optional.of("no move of the loop for 60s"));

    assertThat(get("/livez")).isEqualTo("503 stuck: no move of the loop for 60s\n");
  }

  /** Otherwise a broker that is down has every replica killed again and again. */
  @Test
  void missingBrokerDoesNotEndTheProgramsLife() throws Exception {
    broker.set(Optional.of("no connection to NATS"));

    assertThat(get("/livez")).startsWith("200");
  }

  @Test
  void programWithAllItNeedsIsReady() throws Exception {
    assertThat(get("/readyz")).isEqualTo("200 ready\nbroker: ok\nrules: ok\n");
  }

  @Test
  void programThatLacksSomethingSaysWhat() throws Exception {
    broker.set(Optional.of("no connection to NATS\nrules: ok"));

    assertThat(get("/readyz"))
        .isEqualTo("503 not ready\nbroker: no connection to NATS\\nrules: ok\nrules: ok\n");
  }

  @Test
  void readinessIsJsonForWhoAcceptsIt() throws Exception {
    broker.set(Optional.of("no connection to NATS"));
    var response =
        client.send(request("/readyz").header("Accept", "application/json").build(), ofString());

    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body())
        .isEqualTo(
            """
            {"ready":false,"checks":[\
            {"name":"broker","ok":false,"missing":"no connection to NATS"},\
            {"name":"rules","ok":true}]}
            """);
  }

  @Test
  void checkThatFailsItselfIsBadNews() throws Exception {
    liveness.set(() -> {
      throw new IllegalStateException("boom");
    });

    assertThat(get("/livez"))
        .isEqualTo("503 stuck: the check itself failed: java.lang.IllegalStateException: boom\n");
  }

  @Test
  void metricsAreInPrometheusText() throws Exception {
    new Gauges(registry).show(Gauges.State.IN_HAND, () -> 7);
    var response = client.send(request("/metrics").build(), ofString());

    assertThat(response.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body())
        .contains("# TYPE falco_responder_in_hand gauge\nfalco_responder_in_hand 7.0\n");
  }

  @Test
  void metricThatFailsIsADefectThatIsTold() throws Exception {
    GaugeWithCallback.builder()
        .name("broken")
        .callback(_ -> {
          throw new IllegalStateException("boom");
        })
        .register(registry);

    assertThat(get("/metrics")).isEqualTo("500 a defect of this program; see its log\n");
    assertThat(get("/livez")).startsWith("200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/health", "/livez/x", "/metricsx", "/livez%2f..%2f"})
  void anyOtherPathIsNotHere(String path) throws Exception {
    assertThat(get(path)).isEqualTo("404 not here; try /livez, /readyz or /metrics\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE"})
  void nothingCanBeSent(String method) throws Exception {
    var response =
        client.send(
            request("/livez").method(method, BodyPublishers.ofString("x".repeat(100))).build(),
            ofString());

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/livez", "/readyz", "/metrics"})
  void headIsAnsweredWithoutABody(String path) throws Exception {
    var response =
        client.send(request(path).method("HEAD", BodyPublishers.noBody()).build(), ofString());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void requestsBeyondTheLimitAreTurnedAwayAndTheRestAnswered() throws Exception {
    var entered = new CountDownLatch(HttpLimits.MOST_REQUESTS);
    var release = new CountDownLatch(1);
    liveness.set(() -> held(entered, release));
    var held =
        IntStream.range(0, HttpLimits.MOST_REQUESTS)
            .mapToObj(_ -> client.sendAsync(request("/livez").build(), ofString()))
            .toList();
    entered.await();

    assertThatThrownBy(() -> get("/readyz")).isInstanceOf(IOException.class);
    release.countDown();

    assertThat(held)
        .extracting(CompletableFuture::join)
        .extracting(HttpResponse::statusCode)
        .containsOnly(200);
    assertThat(get("/readyz")).startsWith("200");
  }

  @Test
  void portThatIsTakenIsExplained() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = taken.getLocalPort();

      assertThat(tryToOpen(LOOPBACK, port))
          .isEqualTo(
              new Opening.Failed(
                  "cannot listen on 127.0.0.1 port "
                      + port
                      + " (Address already in use); set http.port to one that is free, or to 0 for"
                      + " any"));
    }
  }

  @Test
  void addressThatIsNoneIsExplained() {
    assertThat(tryToOpen("no-such-host.invalid", 0))
        .isEqualTo(
            new Opening.Failed(
                "http.address no-such-host.invalid is not known here; write an address of this"
                    + " host"));
  }

  @Test
  void closedEndpointsAnswerNoMore() {
    endpoints.close();

    assertThatThrownBy(() -> get("/livez")).isInstanceOf(IOException.class);
  }

  private static Optional<String> held(CountDownLatch entered, CountDownLatch release) {
    entered.countDown();
    try {
      release.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private Opening tryToOpen(String address, int port) {
    return HttpEndpoints.open(new HttpConfig(address, port), Optional::empty, List.of(), registry);
  }

  private String get(String path) throws IOException, InterruptedException {
    var response = client.send(request(path).build(), ofString());
    return response.statusCode() + " " + response.body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + LOOPBACK + ":" + endpoints.port() + path));
  }
}
