package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.FreePorts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that need the broker, where there is none: one line, and nothing of the log. */
class DeadBrokerIT {
  @ParameterizedTest
  @ValueSource(strings = {"dead-letters list", "explain --from 1"})
  void brokerThatIsAwayIsOneLineAndExitCodeOne(String command) {
    var at = "127.0.0.1:" + FreePorts.next();
    var nobody = new Cli("nats://responder:secret@" + at);

    var answer = nobody.run(command.split(" "));

    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.stdout()).isEmpty();
    assertThat(answer.stderr().lines())
        .filteredOn(line -> !line.startsWith("building ") && !line.startsWith("built "))
        .containsExactly(
            "falco-responder: cannot connect to NATS at nats://%s (Connection refused); set"
                    .formatted(at)
                + " nats.servers, or start the broker");
  }
}
