package dev.falcoresponder.consumer.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.model.PodRef;
import dev.falcoresponder.model.SuspectPod;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodIdentityTest {
  private static final String NAMED = "\"k8s.ns.name\":\"shop\",\"k8s.pod.name\":\"cart-0\"";
  private static final String UID = "3e41dc6b-08a8-44db-bc2a-3724b18ab19a";
  private static final String FULL_ID = "1f2e3d4c5b6a" + "0".repeat(52);

  private static Optional<SuspectPod> pod(String fields) {
    return Alerts.decoded(Alerts.withFields(fields)).pod();
  }

  private static String malformed(String fields) {
    return Alerts.malformed(Alerts.withFields(fields));
  }

  @Test
  void aNameAloneIsAPodThatIsNotIdentified() {
    var pod = pod(NAMED).orElseThrow();

    assertThat(pod.ref()).isEqualTo(new PodRef("shop", "cart-0"));
    assertThat(pod.identified()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"\"",
        "\"<NA>\"",
        "\"\\u003cNA\\u003e\"",
        "\"<no value>\"",
        "\"N/A\"",
        "\" \""
      })
  void everyWayToSayNothingMeansAbsent(String nothing) {
    assertThat(pod("\"k8s.ns.name\":\"shop\",\"k8s.pod.name\":" + nothing)).isEmpty();
    assertThat(pod("\"k8s.ns.name\":" + nothing + ",\"k8s.pod.name\":\"cart-0\"")).isEmpty();
    assertThat(pod(NAMED + ",\"k8s.pod.uid\":" + nothing + ",\"container.id\":" + nothing))
        .contains(new SuspectPod(new PodRef("shop", "cart-0"), Optional.empty(), Optional.empty()));
  }

  @Test
  void aHostProcessIsInNoPodWhateverTheNamesSay() {
    assertThat(pod(NAMED + ",\"container.id\":\"host\"")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"k8s.ns.name", "k8s.pod.name", "k8s.pod.uid", "container.id", "ka.target.name"})
  void anIdentityThatIsNotAStringIsMalformed(String field) {
    assertThat(malformed("\"" + field + "\":7"))
        .isEqualTo(field + " is not a string but a JSON number");
    assertThat(malformed("\"" + field + "\":{\"a\":1}")).contains("JSON object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../kube-system",
        "Shop",
        "a.b",
        "-a",
        "a-",
        "a/b",
        "a?x=y",
        "a%2fb",
        "sh op",
        "a\\u0000",
        "ä",
        "a_b"
      })
  void aNamespaceThatKubernetesWouldNotAcceptIsMalformed(String name) {
    assertThat(malformed("\"k8s.ns.name\":\"" + name + "\",\"k8s.pod.name\":\"p\""))
        .contains("no namespace's name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/../../nodes/n1", "A", "a..b", ".a", "a.", "a b", "web_0"})
  void aPodNameThatKubernetesWouldNotAcceptIsMalformed(String name) {
    assertThat(malformed("\"k8s.ns.name\":\"n\",\"k8s.pod.name\":\"" + name + "\""))
        .contains("no pod's name");
  }

  @Test
  void namesAreReadUpToTheirLongest() {
    assertThat(
            pod(
                "\"k8s.ns.name\":\"%s\",\"k8s.pod.name\":\"%s\""
                    .formatted("n".repeat(63), "p".repeat(253))))
        .isPresent();
    assertThat(malformed("\"k8s.ns.name\":\"%s\",\"k8s.pod.name\":\"p\"".formatted("n".repeat(64))))
        .isNotBlank();
    assertThat(
            malformed("\"k8s.ns.name\":\"n\",\"k8s.pod.name\":\"%s\"".formatted("p".repeat(254))))
        .isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {UID, "3E41DC6B-08A8-44DB-BC2A-3724B18AB19A"})
  void aUidIsReadInAnyCase(String uid) {
    assertThat(pod(NAMED + ",\"k8s.pod.uid\":\"" + uid + "\"").flatMap(SuspectPod::uid))
        .contains(UID);
  }

  @Test
  void aStaticPodsManifestHashIsAUid() {
    var hash = "0123456789abcdef0123456789abcdef";

    assertThat(pod(NAMED + ",\"k8s.pod.uid\":\"" + hash + "\"").flatMap(SuspectPod::uid))
        .contains(hash);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "3e41dc6b",
        "3e41dc6b-08a8-44db-bc2a-3724b18ab19",
        "3e41dc6b-08a8-44db-bc2a-3724b18ab19g",
        "3e41dc6b008a8044db0bc2a03724b18ab19a",
        "../../../../../../../../../../../../",
        "00112233445566778899aabbccddeefg"
      })
  void aUidThatIsNoneIsMalformedAndNotTakenForAbsent(String uid) {
    assertThat(malformed(NAMED + ",\"k8s.pod.uid\":\"" + uid + "\"")).contains("no uid");
  }

  @Test
  void theLegacyUidIsUsedAndMayNotContradict() {
    var legacy = NAMED + ",\"k8s.pod.id\":\"" + UID + "\"";

    assertThat(pod(legacy).flatMap(SuspectPod::uid)).contains(UID);
    assertThat(pod(legacy + ",\"k8s.pod.uid\":\"" + UID + "\"").flatMap(SuspectPod::uid))
        .contains(UID);
    assertThat(malformed(legacy + ",\"k8s.pod.uid\":\"" + UID.replace('3', '4') + "\""))
        .contains("contradicts");
  }

  @Test
  void theFullContainerIdIsPreferredAndMayNotContradict() {
    var full = NAMED + ",\"container.full_id\":\"" + FULL_ID + "\"";

    assertThat(pod(full).flatMap(SuspectPod::containerId)).contains(FULL_ID);
    assertThat(pod(full + ",\"container.id\":\"1f2e3d4c5b6a\"").flatMap(SuspectPod::containerId))
        .contains(FULL_ID);
    assertThat(malformed(full + ",\"container.id\":\"1f2e3d4c5b6b\"")).contains("contradicts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1f2e3d4c5b6", "1F2E3D4C5B6A", "1f2e3d4c5b6g", "web", "HOST", "1f2e3d4c5b6a/x"})
  void aContainerIdThatIsNoneIsMalformed(String id) {
    assertThat(malformed(NAMED + ",\"container.id\":\"" + id + "\"")).contains("no container's id");
  }

  @Test
  void withoutAPodNobodyCaresWhatTheContainerIdLooksLike() {
    assertThat(pod("\"container.id\":\"lxc-7\"")).isEmpty();
  }

  private static String audit(String resource) {
    return """
    {"rule":"R","source":"k8s_audit","time":"2026-08-03T12:00:01Z","output_fields":{"ka.target.resource":%s,
    "ka.target.name":"nginx","ka.target.namespace":"web","k8s.ns.name":"shop","k8s.pod.name":"cart-0",
    "container.id":"1f2e3d4c5b6a"}}
    """
        .formatted(resource);
  }

  @Test
  void anAuditEventOfPodsNamesItsTargetAndNothingElse() {
    assertThat(Alerts.decoded(audit("\"pods\"")).pod())
        .contains(new SuspectPod(new PodRef("web", "nginx"), Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"deployments\"", "\"Pods\"", "\"pods/exec\"", "\"\"", "null"})
  void anAuditEventOfAnythingElseNamesNoPod(String resource) {
    assertThat(Alerts.decoded(audit(resource)).pod()).isEmpty();
  }

  @Test
  void otherSourcesNeverNameAPodByAnAuditField() {
    assertThat(
            pod(
                "\"ka.target.resource\":\"pods\",\"ka.target.name\":\"p\",\"ka.target.namespace\":\"n\""))
        .isEmpty();
  }

  @Test
  void orderOfKeysDoesNotMatter() {
    var first =
        "{\"output_fields\":{%s,\"container.id\":\"1f2e3d4c5b6a\"},\"rule\":\"R\"}"
            .formatted(NAMED);

    assertThat(Alerts.decoded(first).pod()).isPresent();
  }
}
