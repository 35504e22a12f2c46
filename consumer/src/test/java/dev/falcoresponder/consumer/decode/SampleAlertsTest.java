package dev.falcoresponder.consumer.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.model.Priority;
import dev.falcoresponder.model.SuspectPod;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleAlertsTest {
  @ParameterizedTest
  @CsvSource({
    "01, shop/cart-5c7f6d9b8-x2x9k, 4be1d09c77aa",
    "04, batch/etl-28193412-h8c2d, 9a0f33be0e51",
    "05, prod/web-7d9c9b6f7c-2qkxl, c0ffee5a11ad",
    "06, default/web-0, 1f2e3d4c5b6a",
    "07, default/web-0, 1f2e3d4c5b6a",
    "12, hello-app/nginx-676b6c5bbc-4xc6t,",
    "19, pay/worker-6d5f7b9c9d-abcde, 0badc0de0002",
    "22, falco-response/falco-responder-6f5d4c3b2a-11111, deadbeef0001",
    "23, x/y, deadbeef0002",
    "26, default/web-0, 1f2e3d4c5b6a",
    "27, default/test,",
    "99, d/p,"
  })
  void samplesThatNameAPodAreDecodedWithIt(String sample, String pod, String containerId) {
    var suspect = Alerts.decoded(Alerts.sample(sample)).pod().orElseThrow();

    assertThat(suspect.ref()).hasToString(pod);
    assertThat(suspect.containerId().orElse(null)).isEqualTo(containerId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"02", "09", "10", "13", "15", "16", "17", "25"})
  void samplesOfHostsDeploymentsAndFalcoItselfNameNoPod(String sample) {
    assertThat(Alerts.decoded(Alerts.sample(sample)).pod()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"90", "91", "92", "93", "95"})
  void badSamplesAreMalformed(String sample) {
    assertThat(Alerts.malformed(Alerts.sample(sample))).isNotBlank();
  }

  @Test
  void everySampleIsOneOfTheseTables() {
    assertThat(Alerts.samples()).hasSize(12 + 8 + 5);
  }

  @Test
  void sampleWithUidCarriesItAndAllThatRulesCanAskFor() {
    var decoded =
        Alerts.decoded(Alerts.sample("06"), "proc.tty", "evt.time", "proc.name", "fd.name");

    assertThat(decoded.pod().flatMap(SuspectPod::uid))
        .contains("3e41dc6b-08a8-44db-bc2a-3724b18ab19a");
    assertThat(decoded.alert().rule()).isEqualTo("Terminal shell in container");
    assertThat(decoded.alert().priority()).contains(Priority.NOTICE);
    assertThat(decoded.alert().source()).isEqualTo("syscall");
    assertThat(decoded.alert().time()).contains(Instant.parse("2026-08-03T12:00:01.25Z"));
    assertThat(decoded.alert().hostname()).contains("kind-worker2");
    assertThat(decoded.alert().tags())
        .containsExactlyInAnyOrder(
            "T1059", "container", "maturity_stable", "mitre_execution", "shell");
    assertThat(decoded.alert().fields().values())
        .containsOnly(
            java.util.Map.entry("container.id", "1f2e3d4c5b6a"),
            java.util.Map.entry("k8s.ns.name", "default"),
            java.util.Map.entry("k8s.pod.name", "web-0"),
            java.util.Map.entry("k8s.pod.uid", "3e41dc6b-08a8-44db-bc2a-3724b18ab19a"),
            java.util.Map.entry("proc.tty", "34816"),
            java.util.Map.entry("evt.time", "1785758401250000000"),
            java.util.Map.entry("proc.name", "bash"));
  }

  @Test
  void sampleTypedByHandHasUpperCasePriorityPluralSourceAndAnOffset() {
    var alert = Alerts.decoded(Alerts.sample("27"), "x").alert();

    assertThat(alert.priority()).contains(Priority.CRITICAL);
    assertThat(alert.source()).isEqualTo("syscall");
    assertThat(alert.time()).contains(Instant.parse("2026-08-03T12:00:01Z"));
    assertThat(alert.fields().get("x")).contains("{\"nested\":[1,2]}");
  }

  @Test
  void sampleOfMetricsKeepsNumbersThatNoLongCanHold() {
    var fields =
        Alerts.decoded(Alerts.sample("16"), "falco.host_boot_ts", "falco.evts_rate_sec")
            .alert()
            .fields();

    assertThat(fields.get("falco.host_boot_ts")).contains("18446744073709551615");
    assertThat(fields.get("falco.evts_rate_sec")).contains("12034.25");
  }

  @Test
  void sampleWithZeroTimeHasNone() {
    assertThat(Alerts.decoded(Alerts.sample("99")).alert().time()).isEmpty();
  }
}
