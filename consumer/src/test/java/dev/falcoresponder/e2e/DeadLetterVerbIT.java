package dev.falcoresponder.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.SharedServers;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the broker is told about an alert that is given up, and what is kept before: that it is, the
 * original bytes, that they are stored, and then never again. Streams and consumer are somebody
 * else's here, and the replica only verifies them. {@link PermissionIT} has what the API server
 * forbids.
 */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLetterVerbIT {
  private static final String NAME = "cart-0";
  private static final String TERM = "+TERM";
  private static final String GARBAGE_SUBJECT = "falco.notice.garbage";
  private static final Duration LONGEST_DELAY = Duration.ofMillis(400);

  /** One more delivery is one too many. */
  private static final int MOST_DELIVERIES = 50;

  private final Stage stage;
  private final long poison;
  private final WireTap tap;
  private final ResponderProcess replica;

  /** Another test deletes it. */
  private final MessageInfo letterOfThePoison;

  DeadLetterVerbIT(ApiServer apiServer) {
    stage = Stage.open(NatsVersion.NEWEST, apiServer);
    var broker = stage.broker();
    poison = GivenBack.store(broker, GARBAGE_SUBJECT, garbage("poison"), MOST_DELIVERIES);
    make(bucket(Subjects.CLAIMS_BUCKET));
    make(bucket(Subjects.HOLDS_BUCKET));
    make(deadLetters());
    make(StreamConfiguration.builder().name(Subjects.OUTCOMES_STREAM).subjects(Subjects.OUTCOMES));
    tap = WireTap.withClaims(broker);
    replica =
        stage
            .replica()
            .setting("nats.provision", "verify")
            .setting("nats.request-timeout", "1s")
            .setting("retry.first-delay", "100ms")
            .setting("retry.max-delay", LONGEST_DELAY.toMillis() + "ms")
            .setting("retry.max-attempts", "5")
            .setting("target.unverified-attempts", "4")
            .start();
    tap.awaitVerb(poison, TERM);
    letterOfThePoison = letter(poison);
  }

  @AfterAll
  void close() {
    replica.close();
    stage.close();
  }

  @Test
  void alertDeliveredTooOftenIsGivenUpUnread() {
    assertThat(all(poison)).isEqualTo("letter DELIVERIES_EXHAUSTED, +TERM");
    assertThat(letterOfThePoison.getData()).isEqualTo(garbage("poison"));
  }

  @Test
  void malformedAlertIsKeptByteForByteAndThenTerminated() {
    var sequence = stage.broker().store(GARBAGE_SUBJECT, garbage("malformed"));

    assertThat(all(sequence)).isEqualTo("letter MALFORMED, +TERM");
    assertThat(letter(sequence).getData()).isEqualTo(garbage("malformed"));
  }

  @Test
  void alertWhoseAttemptsAreUsedUpIsKeptAndTheNextOneGetsItsChance() {
    var pods = stage.cluster().pods("exhausted");
    var alert = Alert.about(pods.running(NAME));
    long sequence;
    try (var _ = Obstacle.brokenWebhook(stage.cluster(), pods)) {
      sequence = stage.broker().store(alert);

      assertThat(all(sequence))
          .isEqualTo(
              "claim inflight, -NAK, ".repeat(4)
                  + "claim inflight, claim giving up, letter ATTEMPTS_EXHAUSTED, claim failed, +TERM");
    }
    assertThat(letter(sequence).getData()).isEqualTo(alert.payload());
    assertThat(header(letter(sequence), "Falco-Responder-Attempts")).isEqualTo("5");
    assertDelays(sequence);

    var second = stage.broker().store(alert);

    tap.awaitVerb(second, "+ACK confirmed");
    pods.awaitGone(NAME);
  }

  /** Doubled from the first, up to the longest, and spread over the upper half. */
  private void assertDelays(long sequence) {
    var delays = tap.delays(sequence).stream().map(Duration::toMillis).toList();
    assertThat(delays).hasSize(4);
    assertThat(delays.get(0)).isBetween(50L, 100L);
    assertThat(delays.get(1)).isBetween(100L, 200L);
    assertThat(delays.get(2)).isBetween(200L, 400L);
    assertThat(delays.get(3)).isBetween(200L, 400L);
    assertThat(delays).as("jitter").isNotEqualTo(java.util.List.of(100L, 200L, 400L, 400L));
  }

  @Test
  void alertStaysInTheStreamWhileTheDeadLettersAreFull() {
    stage.broker().store(GARBAGE_SUBJECT, garbage("the one that fills it"));
    stage.awaitSettled();
    var count = stage.broker().deadLetters().size();
    change(deadLetters().maxMessages(count));
    var pods = stage.cluster().pods("full");
    var pod = pods.running(NAME);
    long malformed;
    long exhausted;
    try (var _ = Obstacle.brokenWebhook(stage.cluster(), pods)) {
      malformed = stage.broker().store(GARBAGE_SUBJECT, garbage("full"));
      exhausted = stage.broker().store(Alert.about(pod));
      Stage.until("two naks", () -> naks(malformed) >= 2 && naks(exhausted) >= 6);
      assertThat(stage.broker().deadLetters()).hasSize(count);

      change(deadLetters());

      assertThat(all(malformed)).matches("(letter MALFORMED, -NAK, ){2,}letter MALFORMED, \\+TERM");
      assertThat(all(exhausted))
          .matches(
              "(claim inflight, -NAK, ){4}claim inflight, "
                  + "(claim giving up, letter ATTEMPTS_EXHAUSTED, -NAK, ){2,}"
                  + "claim giving up, letter ATTEMPTS_EXHAUSTED, claim failed, \\+TERM");
    }
    assertThat(replica.logLines())
        .filteredOn(line -> line.has("why") && line.get("seq").getAsLong() == malformed)
        .isNotEmpty()
        .allSatisfy(line ->
            assertThat(line.get("why").getAsString()).contains("maximum messages exceeded"));
    assertThat(tap.delays(malformed)).containsOnly(LONGEST_DELAY);
    assertThat(tap.delays(exhausted).subList(4, 6)).containsOnly(LONGEST_DELAY);
    assertThat(letter(malformed).getData()).isEqualTo(garbage("full"));
    assertThat(pods.alive(pod)).isTrue();
  }

  @Test
  void alertStaysInTheStreamWhileThereIsNoneForDeadLetters() {
    stage.broker().ask(broker -> broker.deleteStream(Subjects.DEAD_LETTERS_STREAM));

    var sequence = stage.broker().store(GARBAGE_SUBJECT, garbage("absent"));
    tap.awaitVerb(sequence, "-NAK");

    Stage.until("it says so", () -> !replica.ready());
    assertThat(replica.readiness())
        .contains(
            "stream "
                + Subjects.DEAD_LETTERS_STREAM
                + ": does not exist, and nats.provision is verify");
    make(deadLetters());

    assertThat(all(sequence)).matches("(letter MALFORMED, -NAK, )+letter MALFORMED, \\+TERM");
    assertThat(tap.delays(sequence)).containsOnly(LONGEST_DELAY);
    assertThat(letter(sequence).getData()).isEqualTo(garbage("absent"));
    Stage.until("ready again", replica::ready);
  }

  private static byte[] garbage(String word) {
    return ("{\"rule\": \0\u00ff\u0080 " + word).getBytes(ISO_8859_1);
  }

  private static StreamConfiguration.Builder deadLetters() {
    return StreamConfiguration.builder()
        .name(Subjects.DEAD_LETTERS_STREAM)
        .subjects(Subjects.DEAD_LETTERS)
        .discardPolicy(DiscardPolicy.New);
  }

  private static StreamConfiguration.Builder bucket(String name) {
    return StreamConfiguration.builder()
        .name("KV_" + name)
        .subjects("$KV." + name + ".>")
        .maxMessagesPerSubject(1)
        .allowRollup(true);
  }

  private void make(StreamConfiguration.Builder stream) {
    stage.broker().ask(broker -> broker.addStream(stream.build()));
  }

  private void change(StreamConfiguration.Builder stream) {
    stage.broker().ask(broker -> broker.updateStream(stream.build()));
  }

  private long naks(long sequence) {
    return tap.about(sequence).stream().filter("-NAK"::equals).count();
  }

  /** All that is said about an alert until it has left the consumer's hands. */
  private String all(long sequence) {
    tap.awaitVerb(sequence, TERM);
    Stage.until("nothing in hand", stage.broker()::settled);
    return String.join(", ", tap.about(sequence));
  }

  private MessageInfo letter(long sequence) {
    return stage.broker().deadLetters().stream()
        .filter(
            letter -> header(letter, "Falco-Responder-Sequence").equals(Long.toString(sequence)))
        .findFirst()
        .orElseThrow();
  }

  private static String header(MessageInfo letter, String name) {
    return Objects.requireNonNull(Objects.requireNonNull(letter.getHeaders()).getFirst(name));
  }
}
