package dev.falcoresponder.consumer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.model.PodRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodReaderTest {
  private static final PodRef CART = new PodRef("shop", "cart-0");

  @Test
  void everyPlaceThatHoldsAContainerIdIsRead() {
    var pod =
        read(
            """
            {"kind":"Pod","metadata":{"name":"cart-0","namespace":"shop","uid":"u1","resourceVersion":"7","creationTimestamp":"2026-08-03T12:00:00Z"},
             "spec":{"priorityClassName":"high"},
             "status":{"startTime":"2026-08-03T12:00:01Z",
              "containerStatuses":[
               {"name":"a","containerID":"containerd://AA11","state":{"running":{"startedAt":"2026-08-03T12:00:02Z"}},
                "lastState":{"terminated":{"exitCode":1,"containerID":"containerd://aa22"}}},
               {"name":"b","state":{"waiting":{"reason":"CrashLoopBackOff"}},
                "lastState":{"terminated":{"exitCode":1,"containerID":"cri-o://bb11"}}},
               {"name":"c","containerID":"","state":{}}],
              "initContainerStatuses":[
               {"name":"i","state":{"terminated":{"exitCode":0,"containerID":"docker://cc11"}}}],
              "ephemeralContainerStatuses":[{"name":"e","containerID":"containerd://dd11"}]}}
            """);

    assertThat(pod)
        .contains(
            new PodSnapshot(
                CART,
                "u1",
                "7",
                Instant.parse("2026-08-03T12:00:00Z"),
                Optional.of(Instant.parse("2026-08-03T12:00:01Z")),
                Set.of("aa11", "aa22", "bb11", "cc11", "dd11"),
                Optional.of("high"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false));
  }

  @Test
  void podWithoutStatusHasNotStarted() {
    assertThat(read(pod("")))
        .hasValueSatisfying(pod -> {
          assertThat(pod.startedAt()).isEmpty();
          assertThat(pod.containerIds()).isEmpty();
        });
  }

  @Test
  void mirrorIsKnownByItsAnnotation() {
    assertThat(
            read(pod(",\"annotations\":{\"kubernetes.io/config.mirror\":\"abc\",\"other\":\"x\"}")))
        .hasValueSatisfying(pod -> assertThat(pod.mirrorHash()).contains("abc"));
    assertThat(read(pod(",\"annotations\":{\"other\":\"x\"}")))
        .hasValueSatisfying(pod -> assertThat(pod.mirrorHash()).isEmpty());
  }

  @Test
  void terminationCarriesItsGrace() {
    var terminating = ",\"deletionTimestamp\":\"2026-08-03T12:00:30Z\"";

    assertThat(
            read(pod(terminating + ",\"deletionGracePeriodSeconds\":0"))
                .orElseThrow()
                .termination())
        .contains(new PodSnapshot.Termination(Duration.ZERO));
    assertThat(read(pod(terminating)).orElseThrow().termination())
        .contains(new PodSnapshot.Termination(Duration.ofSeconds(30)));
  }

  @Test
  void ownerIsTheOneThatControls() {
    var references =
        ",\"ownerReferences\":["
            + "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"name\":\"a\",\"uid\":\"1\"},"
            + "{\"apiVersion\":\"apps/v1\",\"kind\":\"ReplicaSet\",\"name\":\"web\",\"uid\":\"2\","
            + "\"controller\":true,\"blockOwnerDeletion\":true}]";

    assertThat(read(pod(references)).orElseThrow().owner())
        .contains(new PodSnapshot.Owner("apps/v1", "ReplicaSet", "web", "2"));
    assertThat(read(pod(references.replace("true", "false"))).orElseThrow().owner()).isEmpty();
    assertThat(read(pod(",\"ownerReferences\":[null]")).orElseThrow().owner()).isEmpty();
    assertThat(read(pod("")).orElseThrow().owner()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"apiVersion", "kind", "name", "uid"})
  void podWithHalfAControllerIsNotTakenForNobodys(String missing) {
    var reference =
        "{\"apiVersion\":\"apps/v1\",\"kind\":\"ReplicaSet\",\"name\":\"web\",\"uid\":\"2\",\"controller\":true}";

    assertThat(read(pod(",\"ownerReferences\":[" + reference + "]"))).isPresent();
    assertThat(
            read(
                pod(
                    ",\"ownerReferences\":["
                        + reference.replaceFirst("\"" + missing + "\":\"[^\"]*\",", "")
                        + "]")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"type\":\"Ready\",\"status\":\"True\"}', true",
    "'{\"type\":\"Ready\",\"status\":\"False\"}', false",
    "'{\"type\":\"Ready\",\"status\":\"Unknown\"}', false",
    "'{\"type\":\"ContainersReady\",\"status\":\"True\"}', false",
    "'null,{\"type\":\"Initialized\",\"status\":\"True\"},{\"type\":\"Ready\",\"status\":\"True\"}', true",
    "'', false"
  })
  void podIsReadyByItsCondition(String conditions, boolean ready) {
    var text =
        Bodies.POD.replace("\"startTime\"", "\"conditions\":[" + conditions + "],\"startTime\"");

    assertThat(read(text)).hasValueSatisfying(pod -> assertThat(pod.ready()).isEqualTo(ready));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"Pod\"",
        "<html>sign in</html>",
        "{\"kind\":\"Pod\"}",
        "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"cart-0\",\"namespace\":\"shop\"}}",
        "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"cart-0\",\"namespace\":\"shop\",\"uid\":\" \",\"resourceVersion\":\"7\",\"creationTimestamp\":\"2026-08-03T12:00:00Z\"}}",
        "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"cart-0\",\"namespace\":\"shop\",\"uid\":\"u\",\"resourceVersion\":\"7\",\"creationTimestamp\":\"today\"}}",
        "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"cart-1\",\"namespace\":\"shop\",\"uid\":\"u\",\"resourceVersion\":\"7\",\"creationTimestamp\":\"2026-08-03T12:00:00Z\"}}",
        "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"cart-0\",\"namespace\":\"other\",\"uid\":\"u\",\"resourceVersion\":\"7\",\"creationTimestamp\":\"2026-08-03T12:00:00Z\"}}",
        "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"cart-0\",\"namespace\":\"shop\",\"uid\":\"u\",\"creationTimestamp\":\"2026-08-03T12:00:00Z\"}}",
        "{\"kind\":\"Pod\",\"metadata\":[]}",
        "{\"kind\":\"PodList\",\"metadata\":{\"name\":\"cart-0\",\"namespace\":\"shop\",\"uid\":\"u\",\"resourceVersion\":\"7\",\"creationTimestamp\":\"2026-08-03T12:00:00Z\"}}",
      })
  void anythingElseIsNoPod(String text) {
    assertThat(read(text)).isEmpty();
  }

  @Test
  void podThatIsCutOffAnywhereIsNoPod() {
    var whole = Bodies.POD.strip();

    assertThat(read(whole)).isPresent();
    assertThat(
            IntStream.range(0, whole.length())
                .mapToObj(end -> whole.substring(0, end))
                .map(PodReaderTest::read))
        .allMatch(Optional::isEmpty);
  }

  @Test
  void nullsInListsDoNoHarm() {
    var text =
        Bodies.POD.replace(
            "\"startTime\"", "\"containerStatuses\":[null,{\"containerID\":null}],\"startTime\"");

    assertThat(read(text)).hasValueSatisfying(pod -> assertThat(pod.containerIds()).isEmpty());
  }

  @Test
  void nestingWithoutEndDoesNoHarm() {
    assertThat(read("{\"kind\":" + "[".repeat(1_000_000))).isEmpty();
    assertThat(read("{\"spec\":{\"x\":" + "[".repeat(1_000_000))).isEmpty();
  }

  private static String pod(String more) {
    return """
    {"kind":"Pod","metadata":{"name":"cart-0","namespace":"shop","uid":"u1","resourceVersion":"7","creationTimestamp":"2026-08-03T12:00:00Z"%s}}
    """
        .formatted(more);
  }

  private static Optional<PodSnapshot> read(String text) {
    return PodReader.read(text, CART);
  }
}
