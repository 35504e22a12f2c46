package dev.falcoresponder.consumer.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertStreamTest {
  private final AlertStream alerts = new AlertStream("FALCO", "falco.>");

  @ParameterizedTest
  @ValueSource(strings = {"falco.x", "falco.notice.a_b", "falco.größer", "falco.a*b", "falco.>x"})
  void alertsBelongThere(String subject) {
    assertThat(alerts.takes(subject)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "falco",
        "falcon.x",
        "other.falco.x",
        "$JS.API.STREAM.DELETE.FALCO",
        "$KV.falco-responder-holds.budget",
        "falco.>",
        "falco.*",
        "falco.*.x",
        "falco..x",
        "falco.x.",
        "falco.a b",
        "falco.x\r\nPUB y",
        "falco.\u0000",
      })
  void nothingElseDoes(String subject) {
    assertThat(alerts.takes(subject)).isFalse();
  }
}
