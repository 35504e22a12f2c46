package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import dev.falcoresponder.consumer.telemetry.LogBeforeSetup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RunCommandTest {
  @AfterEach
  void giveTheLogBack() {
    new LogBeforeSetup().configure((LoggerContext) LoggerFactory.getILoggerFactory());
  }

  @Test
  void portInUseIsOneSentence() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = Integer.toString(taken.getLocalPort());

      var run =
          typed(
              Map.of(
                  "FALCO_RESPONDER_HTTP_ADDRESS", "127.0.0.1", "FALCO_RESPONDER_HTTP_PORT", port),
              "run");

      assertThat(run.code()).isEqualTo(ExitCode.PROBLEM);
      assertThat(run.problems())
          .singleElement()
          .asString()
          .startsWith("falco-responder: cannot listen on 127.0.0.1 port " + port)
          .contains("http.port");
    }
  }

  @Test
  void brokenRulesKeepTheProgramFromStarting(@TempDir Path folder) throws IOException {
    var rules = Files.writeString(folder.resolve("r.yaml"), "- rule: A\n  color: red\n");
    var more = Files.writeString(folder.resolve("more.yaml"), "");

    var run =
        typed(
            Map.of(
                "FALCO_RESPONDER_RULES_FILES",
                rules + "," + more,
                "FALCO_RESPONDER_HTTP_PORT",
                "0"),
            "run");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(run.err()).contains(rules + ":2: ", more + ":1: the file is empty");
    assertThat(run.out()).isEmpty();
  }
}
