package dev.falcoresponder.consumer.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecedenceTest {
  @TempDir Path folder;

  @Test
  void environmentWinsOverFileAndFileOverDefault() {
    var file =
        Loads.file(
            folder,
            """
            http:
              port: 9000
            intake.max-in-hand: 7
            """);
    var loaded = Loads.loaded(file, "FALCO_RESPONDER_HTTP_PORT", "9001");

    assertThat(loaded.config().http().port()).isEqualTo(9001);
    assertThat(loaded.config().intake().maxInHand()).isEqualTo(7);
    assertThat(loaded.effective())
        .contains(
            new Setting("http.port", "9001", "FALCO_RESPONDER_HTTP_PORT"),
            new Setting("intake.max-in-hand", "7", file + ":3"),
            new Setting("log.level", "info", "default"),
            new Setting("nats.user", "", "not set"));
  }

  @Test
  void emptyVariableLeavesTheFileAlone() {
    var file = Loads.file(folder, "http.port: 9000\n");

    assertThat(Loads.loaded(file, "FALCO_RESPONDER_HTTP_PORT", " ").config().http().port())
        .isEqualTo(9000);
  }

  @Test
  void nestedDottedAndMixedNamesAreTheSame() {
    var nested = Loads.file(folder, "nats:\n  tls: {}\n  ack-wait: 30s\n");
    assertThat(Loads.loaded(nested).config().broker().ackWait()).hasSeconds(30);

    var dotted = Loads.file(folder, "nats.ack-wait: 30s\n");
    assertThat(Loads.loaded(dotted).config().broker().ackWait()).hasSeconds(30);

    var twice = Loads.file(folder, "nats.ack-wait: 30s\nnats: {ack-wait: 30s}\n");
    assertThat(Loads.problems(twice))
        .containsExactly(
            "config.yaml:2: nats.ack-wait is set twice, first in config.yaml:1; keep one of"
                + " them");
  }

  @Test
  void listMayBeASequenceOrText() {
    var sequence = Loads.file(folder, "guard.protected-namespaces:\n- bank\n- prod-*\n");
    var fromSequence = Loads.loaded(sequence).config().guard();
    var text = Loads.file(folder, "guard.protected-namespaces: bank, prod-*\n");

    assertThat(fromSequence.protectedNamespaces()).endsWith("bank", "prod-*");
    assertThat(Loads.loaded(text).config().guard()).isEqualTo(fromSequence);
  }

  @ParameterizedTest
  @CsvSource({"0, PT0S", "0s, PT0S", "100ms, PT0.1S", "1h, PT1H"})
  void intervalMayBeZeroOrWithinItsBounds(String text, Duration interval) {
    var loaded = Loads.loaded("FALCO_RESPONDER_RULES_RELOAD_INTERVAL", text);

    assertThat(loaded.config().ruleReloadInterval()).isEqualTo(interval);
  }

  @Test
  void emptySequenceIsAnEmptyList() {
    var file = Loads.file(folder, "rules.files: []\n");

    assertThat(Loads.loaded(file).config().ruleFiles()).isEmpty();
  }
}
