package dev.falcoresponder.consumer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.PodSnapshot.Owner;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadReaderTest {
  private static final Owner CART = new Owner("apps/v1", "ReplicaSet", "cart-5c7f", "u2");

  /** As a kube-apiserver 1.37 sends it, shortened. */
  private static final String REPLICA_SET =
      """
      {"kind":"ReplicaSet","apiVersion":"apps/v1","metadata":{"name":"cart-5c7f","namespace":"shop",
       "uid":"u2","resourceVersion":"712","generation":3,"ownerReferences":[
        {"apiVersion":"v1","kind":"ConfigMap","name":"a","uid":"u0"},
        {"apiVersion":"apps/v1","kind":"Deployment","name":"cart","uid":"u1","controller":true}]},
       "spec":{"replicas":5,"selector":{"matchLabels":{"app":"cart"}}},
       "status":{"replicas":4,"readyReplicas":4,"availableReplicas":3,"observedGeneration":3}}
      """;

  @Test
  void everythingThatCountsIsRead() {
    assertThat(read(REPLICA_SET))
        .contains(
            new Workload(
                CART,
                Optional.of(new Owner("apps/v1", "Deployment", "cart", "u1")),
                "712",
                true,
                5,
                3));
  }

  @ParameterizedTest
  @CsvSource({"2, false", "3, true", "4, true"})
  void statusOfAnEarlierGenerationIsNotUpToDate(long observed, boolean upToDate) {
    assertThat(read(with("\"observedGeneration\":3", "\"observedGeneration\":" + observed)))
        .hasValueSatisfying(workload -> assertThat(workload.upToDate()).isEqualTo(upToDate));
  }

  @Test
  void statusThatNobodyHasWrittenIsNotUpToDate() {
    assertThat(read(with(",\"observedGeneration\":3", "")))
        .hasValueSatisfying(workload -> assertThat(workload.upToDate()).isFalse());
  }

  @Test
  void countThatIsLeftOutIsNone() {
    assertThat(read(with("\"availableReplicas\":3,", "")))
        .hasValueSatisfying(workload -> assertThat(workload.available()).isZero());
  }

  @Test
  void uidIsTheOneThatTheServerSays() {
    assertThat(read(with("\"uid\":\"u2\"", "\"uid\":\"u9\"")))
        .hasValueSatisfying(workload -> assertThat(workload.owner().uid()).isEqualTo("u9"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"kind\":\"ReplicaSet\" | \"kind\":\"StatefulSet\"",
        "\"name\":\"cart-5c7f\" | \"name\":\"other\"",
        "\"namespace\":\"shop\" | \"namespace\":\"other\"",
        "\"uid\":\"u2\", | ''",
        "\"resourceVersion\":\"712\", | ''",
        "\"generation\":3, | ''",
        "\"replicas\":5, | ''",
        "\"status\" | \"stale\"",
        "\"uid\":\"u1\", | ''",
        "\"replicas\":5 | \"replicas\":\"five\""
      })
  void anythingElseIsNotThatWorkload(String part, String instead) {
    assertThat(read(REPLICA_SET)).isPresent();
    assertThat(read(with(part, instead))).isEmpty();
  }

  @Test
  void workloadThatIsCutOffAnywhereIsNone() {
    var whole = REPLICA_SET.strip();

    assertThat(
            IntStream.range(0, whole.length())
                .mapToObj(end -> whole.substring(0, end))
                .map(WorkloadReaderTest::read))
        .allMatch(Optional::isEmpty);
  }

  private static String with(String part, String instead) {
    assertThat(REPLICA_SET).contains(part);
    return REPLICA_SET.replace(part, instead);
  }

  private static Optional<Workload> read(String text) {
    return WorkloadReader.read(text, WorkloadKind.REPLICA_SET, "shop", CART);
  }
}
