package dev.falcoresponder.consumer.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.outcome.Step;
import dev.falcoresponder.model.PodRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlertMutationTest {
  private static final int MUTATIONS_PER_SAMPLE = 4_000;
  private static final byte[] SHARP =
      "{}[]\",:\\0-.e<>/\u0000\n tfn".getBytes(java.nio.charset.StandardCharsets.UTF_8);
  private static final Set<String> FIELDS = Set.of("proc.name", "x", "evt.time", "proc.cmdline");

  static Stream<Path> samples() {
    return Alerts.samples().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whateverHappensToAMessageTheAnswerIsAnAlertOrMalformed(Path sample) throws IOException {
    var random = new Random(sample.getFileName().toString().hashCode());
    var original = Files.readAllBytes(sample);
    var decoder = new AlertDecoder();

    for (var i = 0; i < MUTATIONS_PER_SAMPLE; i++) {
      check(decoder.decode(Alerts.envelope(mutated(original, random)), FIELDS));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aMessageThatWasCutIsMalformed(Path sample) throws IOException {
    var original =
        new String(Files.readAllBytes(sample), java.nio.charset.StandardCharsets.UTF_8).strip();
    var cuts =
        IntStream.range(0, original.length())
            .filter(i -> i % 7 == 0)
            .mapToObj(i -> original.substring(0, i));

    assertThat(cuts.map(cut -> Alerts.malformed(cut))).allMatch(sentence -> !sentence.isBlank());
  }

  private static void check(Step<DecodedAlert> answer) {
    switch (answer) {
      case Step.Next<DecodedAlert>(DecodedAlert decoded) -> {
        assertThat(decoded.alert().rule().isBlank()).isFalse();
        decoded.pod().map(pod -> pod.ref()).ifPresent(AlertMutationTest::checkName);
      }
      case Step.End<DecodedAlert>(Outcome outcome) ->
          assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    }
  }

  private static void checkName(PodRef ref) {
    assertThat(ref.toString()).matches("[a-z0-9-]+/[a-z0-9.-]+");
  }

  private static byte[] mutated(byte[] original, Random random) {
    var bytes = original.clone();
    var changes = 1 + random.nextInt(4);
    for (var i = 0; i < changes && bytes.length > 0; i++) {
      bytes = changed(bytes, random);
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, Random random) {
    var at = random.nextInt(bytes.length);
    var to = at + random.nextInt(Math.min(40, bytes.length - at));
    return switch (random.nextInt(5)) {
      case 0 -> join(bytes, at, new byte[] {(byte) random.nextInt(256)}, at + 1);
      case 1 -> join(bytes, at, new byte[] {SHARP[random.nextInt(SHARP.length)]}, at + 1);
      case 2 -> join(bytes, at, new byte[] {SHARP[random.nextInt(SHARP.length)]}, at);
      case 3 -> join(bytes, at, new byte[0], to);
      default -> join(bytes, to, new byte[0], at);
    };
  }

  /**
   * Head up to {@code headEnd}, something between, and the tail; the tail may start before the head
   * ends.
   */
  private static byte[] join(byte[] bytes, int headEnd, byte[] between, int tailStart) {
    var joined = new byte[headEnd + between.length + bytes.length - tailStart];
    System.arraycopy(bytes, 0, joined, 0, headEnd);
    System.arraycopy(between, 0, joined, headEnd, between.length);
    System.arraycopy(bytes, tailStart, joined, headEnd + between.length, bytes.length - tailStart);
    return joined;
  }
}
