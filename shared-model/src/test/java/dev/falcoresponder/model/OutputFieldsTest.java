package dev.falcoresponder.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFieldsTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", OutputFields.NIL, "<NA>", "<no value>", "N/A", " <NA> "})
  void theManyWaysToSayNothingSayNothing(String nothing) {
    var fields = new OutputFields(Map.of("k8s.pod.name", nothing));

    assertThat(fields.get("k8s.pod.name")).contains(nothing);
    assertThat(fields.meaningful("k8s.pod.name")).isEmpty();
  }

  @Test
  void aValueIsReadWithoutTheSpaceAroundIt() {
    assertThat(new OutputFields(Map.of("k8s.ns.name", " shop ")).meaningful("k8s.ns.name"))
        .contains("shop");
  }

  @Test
  void aMissingFieldIsNotThereAtAll() {
    assertThat(new OutputFields(Map.of()).get("k8s.ns.name")).isEmpty();
    assertThat(new OutputFields(Map.of()).meaningful("k8s.ns.name")).isEmpty();
  }

  @Test
  void whoFilledItCannotChangeItAfterwards() {
    var values = new HashMap<>(Map.of("proc.name", "sh"));
    var fields = new OutputFields(values);

    values.put("proc.name", "bash");

    assertThat(fields.get("proc.name")).contains("sh");
  }
}
