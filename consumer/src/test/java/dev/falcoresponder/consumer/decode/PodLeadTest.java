package dev.falcoresponder.consumer.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.falcoresponder.model.PodRef;
import dev.falcoresponder.model.SuspectPod;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodLeadTest {
  private static final String CONTAINER = "\"container.id\":\"1f2e3d4c5b6a\"";
  private static final String FULL_ID = "1f2e3d4c5b6a" + "0".repeat(52);
  private static final PodLead LEAD = new PodLead("1f2e3d4c5b6a", "node-a");

  private static String alert(String head, String fields) {
    return "{\"rule\":\"R\",%s\"output_fields\":{%s}}".formatted(head, fields);
  }

  private static Optional<PodLead> lead(String head, String fields) {
    return Alerts.decoded(alert(head, fields)).lead();
  }

  private static Optional<PodLead> lead(String fields) {
    return lead("\"hostname\":\"node-a\",", fields);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"k8s.ns.name\":null,\"k8s.pod.name\":null,\"k8s.pod.uid\":null",
        ",\"k8s.ns.name\":\"\",\"k8s.pod.name\":\"<NA>\",\"k8s.pod.id\":\"N/A\""
      })
  void containerWithoutAnyWordAboutItsPodIsALead(String rest) {
    assertThat(lead(CONTAINER + rest)).contains(LEAD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"source\":\"syscalls\",", "\"source\":\"syscall\",", ""})
  void leadComesFromTheKernelHoweverThatIsCalled(String source) {
    assertThat(lead(source + "\"hostname\":\"node-a\",", CONTAINER)).contains(LEAD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"k8s_audit", "okta", "internal"})
  void otherSourcesLeadNowhere(String source) {
    assertThat(lead("\"source\":\"%s\",\"hostname\":\"node-a\",".formatted(source), CONTAINER))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"k8s.ns.name\":\"shop\"",
        "\"k8s.pod.name\":\"cart-0\"",
        "\"k8s.pod.uid\":\"3e41dc6b-08a8-44db-bc2a-3724b18ab19a\"",
        "\"k8s.pod.id\":\"3e41dc6b-08a8-44db-bc2a-3724b18ab19a\""
      })
  void halfAWordAboutThePodIsNotFilledUp(String half) {
    assertThat(lead(CONTAINER + "," + half)).isEmpty();
  }

  @Test
  void alertThatNamesItsPodNeedsNoLead() {
    var fields = CONTAINER + ",\"k8s.ns.name\":\"shop\",\"k8s.pod.name\":\"cart-0\"";

    assertThat(lead(fields)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"container.id\":\"host\"",
        "\"container.id\":\"1f2e3d4c5b6\"",
        "\"container.id\":\"1F2E3D4C5B6A\"",
        "\"container.id\":\"lxc-7\"",
        "\"container.id\":\"\"",
        "\"container.id\":null",
        "\"proc.name\":\"sh\""
      })
  void hostAndWhateverIsNoContainersIdLeadNowhere(String fields) {
    assertThat(lead(fields)).isEmpty();
  }

  @Test
  void fullIdIsPreferredAndContradictionLeadsNowhere() {
    var full = "\"container.full_id\":\"" + FULL_ID + "\"";

    assertThat(lead(full + "," + CONTAINER)).contains(new PodLead(FULL_ID, "node-a"));
    assertThat(lead(full + ",\"container.id\":\"ffffffffffff\"")).isEmpty();
    assertThat(lead(full + ",\"container.id\":\"host\"")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"hostname\":null,",
        "\"hostname\":\"\",",
        "\"hostname\":\"Node-A\",",
        "\"hostname\":\"node_a\",",
        "\"hostname\":\"node-a,metadata.name=x\",",
        "\"hostname\":\"node-a&limit=1\",",
        "\"hostname\":\"../nodes\",",
        "\"hostname\":{\"name\":\"node-a\"},",
        "\"hostname\":\"node-a\",\"hostname\":\"node-b\","
      })
  void withoutTheNameOfANodeThereIsNowhereToLook(String head) {
    assertThat(lead(head, CONTAINER)).isEmpty();
  }

  @Test
  void nodeIsSaidTwiceOnlyIfItIsTheSame() {
    assertThat(lead("\"hostname\":\"node-a\",\"hostname\":\"node-a\",", CONTAINER)).contains(LEAD);
  }

  @Test
  void nodesMayHaveDotsInTheirNames() {
    assertThat(lead("\"hostname\":\"ip-10-0-0-7.eu-west-1.compute.internal\",", CONTAINER))
        .contains(new PodLead("1f2e3d4c5b6a", "ip-10-0-0-7.eu-west-1.compute.internal"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"node a", "", "a/b", "a?x=y"})
  void noLeadCanSmuggleAnythingIntoAUrl(String node) {
    assertThatIllegalArgumentException().isThrownBy(() -> new PodLead("1f2e3d4c5b6a", node));
  }

  @Test
  void noLeadIsTooShortToTellAContainer() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PodLead("1f2e3d4c5b6", "node-a"));
  }

  @Test
  void alertAboutTheFoundPodReadsAsIfFalcoHadNamedIt() {
    var uid = "3e41dc6b-08a8-44db-bc2a-3724b18ab19a";
    var pod =
        new SuspectPod(new PodRef("shop", "cart-0"), Optional.of(uid), Optional.of("1f2e3d4c5b6a"));
    var seeking =
        Alerts.decoded(
            alert("\"hostname\":\"node-a\",", CONTAINER + ",\"k8s.ns.name\":null,\"a\":\"b\""),
            "a");
    assertThat(seeking.seeksPod()).isTrue();
    assertThat(seeking.foundByUs()).isFalse();

    var known = seeking.about(pod);

    assertThat(known.pod()).contains(pod);
    assertThat(known.seeksPod()).isFalse();
    assertThat(known.foundByUs()).isTrue();
    assertThat(known.envelope()).isEqualTo(seeking.envelope());
    assertThat(known.alert().fields().values())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "a", "b",
                "container.id", "1f2e3d4c5b6a",
                "k8s.ns.name", "shop",
                "k8s.pod.name", "cart-0",
                "k8s.pod.uid", uid,
                "k8s.pod.id", uid));
  }

  @Test
  void onlyAnAlertThatSeeksItsPodHasOpenFields() {
    var named =
        Alerts.decoded(Alerts.withFields("\"k8s.ns.name\":\"shop\",\"k8s.pod.name\":\"cart-0\""));

    assertThat(named.openFields()).isEmpty();
    assertThat(Alerts.decoded(Alerts.withFields("\"container.id\":\"host\"")).openFields())
        .isEmpty();
    assertThat(Alerts.decoded(alert("\"hostname\":\"n\",", CONTAINER)).openFields())
        .isEqualTo(Set.of("k8s.ns.name", "k8s.pod.name", "k8s.pod.uid", "k8s.pod.id"));
  }
}
