package dev.falcoresponder.consumer.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {
  @ParameterizedTest
  @CsvSource({
    "FALCO_RESPONDER_SERVICE_HOST, 10.0.0.1",
    "FALCO_RESPONDER_SERVICE_PORT, 8080",
    "FALCO_RESPONDER_SERVICE_PORT_HTTP, 8080",
    "FALCO_RESPONDER_PORT, tcp://10.0.0.1:8080",
    "FALCO_RESPONDER_PORT_8080_TCP, tcp://10.0.0.1:8080",
    "FALCO_RESPONDER_PORT_8080_TCP_PROTO, tcp",
    "FALCO_RESPONDER_PORT_8080_TCP_PORT, 8080",
    "FALCO_RESPONDER_PORT_8080_TCP_ADDR, 10.0.0.1",
    "FALCO_RESPONDER_PORT_53_UDP, udp://10.0.0.1:53",
    "FALCO_RESPONDER_METRICS_SERVICE_HOST, 10.0.0.1",
    "FALCO_RESPONDER_HTTP_PORT, tcp://10.0.0.1:80",
  })
  void whatKubernetesMakesForAServiceIsIgnored(String name, String value) {
    assertThat(Loads.loaded(name, value).config()).isEqualTo(Loads.loaded().config());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FALCO_RESPONDER_NATS_SERVER    | did you mean FALCO_RESPONDER_NATS_SERVERS?
          FALCO_RESPONDER_NATS_MAXAGE    | did you mean FALCO_RESPONDER_NATS_MAX_AGE?
          FALCO_RESPONDER_DRYRUN         | did you mean FALCO_RESPONDER_DRY_RUN?
          FALCO_RESPONDER_BANANA         | remove it, or see config print for those there are
          FALCO_RESPONDER_PORT           | remove it, or see config print for those there are
          FALCO_RESPONDER_               | remove it, or see config print for those there are
          """)
  void unknownVariableIsAProblem(String name, String instead) {
    assertThat(Loads.problems(name, "8080"))
        .containsExactly(name + ": no such variable; " + instead);
  }

  @Test
  void unknownVariableIsAProblemEvenIfItIsEmpty() {
    assertThat(Loads.problems("FALCO_RESPONDER_NATS_SERVER", "")).hasSize(1);
  }

  @Test
  void variablesOfOthersAreNoneOfOurBusiness() {
    assertThat(Loads.loaded("FALCO_NATS", "x", "NATS_URL", "y").config())
        .isEqualTo(Loads.loaded().config());
  }

  @Test
  void absurdlyLongNameIsRefusedWithoutGuessing() {
    var name = "FALCO_RESPONDER_" + "X".repeat(100_000);

    assertThat(Loads.problems(name, "x")).singleElement().asString().contains("remove it");
  }
}
