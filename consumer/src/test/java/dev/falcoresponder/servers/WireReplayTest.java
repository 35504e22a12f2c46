package dev.falcoresponder.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireReplayTest {
  @ParameterizedTest
  @ValueSource(strings = {"01-terminal-shell", "06-with-pod-uid", "12-k8saudit-attach-exec"})
  void recordingIsPlayedByteForByte(String name) throws IOException {
    assertThat(WireReplay.recorded(name).bytes()).isEqualTo(resource("/wire/" + name + ".tcp"));
  }

  @Test
  void recordedSubjectAndPayloadAreFound() {
    var replay = WireReplay.recorded("12-k8saudit-attach-exec");

    assertThat(replay.subject()).isEqualTo("falco.notice.attach_exec_pod");
    assertThat(replay.payload()).asString(UTF_8).startsWith("{\"uuid\":").endsWith("}");
  }

  @Test
  void lengthCountsTheBytesOfAnotherPayload() {
    var replay =
        WireReplay.recorded("01-terminal-shell").with("falco.notice.x", "é".getBytes(UTF_8));

    assertThat(replay.bytes()).asString(UTF_8).endsWith("PING\r\nPUB falco.notice.x 2\r\né\r\n");
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = Objects.requireNonNull(WireReplayTest.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }
}
