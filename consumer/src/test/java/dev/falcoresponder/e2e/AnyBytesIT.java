package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.fixtures.Mutations;
import dev.falcoresponder.consumer.fixtures.Sample;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Repository;
import dev.falcoresponder.servers.SharedServers;
import io.nats.client.api.MessageInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is published where alerts are: a replica answers all of it, and keeps what is none. */
@ExtendWith(SharedServers.class)
class AnyBytesIT {
  private static final int MUTATIONS = 40;

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void samplesAndSpoiledOnesAreAnsweredAndWhatIsMalformedIsKeptByteForByte(
      NatsVersion version, ApiServer apiServer) {
    var rules = Repository.root().resolve("consumer/src/test/resources/e2e/everything.yaml");
    try (var stage = Stage.open(version, apiServer);
        var replica = stage.replica().setting("rules.files", rules.toString()).start()) {
      Map<Long, byte[]> published = new HashMap<>();
      Map<Long, Sample> whole = new HashMap<>();
      for (var sample : Sample.all()) {
        var bytes = sample.bytes();
        var sequence = stage.broker().store(subject(sample), bytes);
        published.put(sequence, bytes);
        whole.put(sequence, sample);
        var mutations = new Mutations(sample.name().hashCode());
        for (int spoiled = 0; spoiled < MUTATIONS; spoiled++) {
          var other = mutations.of(bytes);
          published.put(stage.broker().store(subject(sample), other), other);
        }
      }
      stage.awaitSettled();

      var letters = new HashMap<Long, MessageInfo>();
      stage.broker().deadLetters().forEach(letter -> letters.put(sequence(letter), letter));
      assertThat(letters)
          .hasSizeGreaterThan(whole.size())
          .allSatisfy(
              (sequence, letter) -> assertThat(payload(letter)).isEqualTo(published.get(sequence)));
      whole.forEach((sequence, sample) ->
          assertThat(letters.containsKey(sequence))
              .as(sample.name())
              .isEqualTo(sample.malformed()));
      assertThat(replica.metrics().sum("falco_responder_defects_total", Map.of())).isZero();
      assertThat(replica.metrics().sum("falco_responder_intake_defects_total", Map.of())).isZero();
      assertThat(replica.ready()).isTrue();
    }
  }

  /** Nobody hears the subject of a rule without a Latin letter: it ends with a dot. */
  private static String subject(Sample sample) {
    return sample.subject().endsWith(".") ? sample.subject() + "other" : sample.subject();
  }

  /** The client knows no empty payload. */
  private static byte[] payload(MessageInfo letter) {
    return Objects.requireNonNullElse(letter.getData(), new byte[0]);
  }

  private static long sequence(MessageInfo letter) {
    var headers = Objects.requireNonNull(letter.getHeaders());
    return Long.parseLong(Objects.requireNonNull(headers.getFirst("Falco-Responder-Sequence")));
  }
}
