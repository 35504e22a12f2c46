package dev.falcoresponder.consumer.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.broker.StreamRange.Bound;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten messages, of which the fourth was deleted; even ones are critical. */
@ParameterizedClass
@EnumSource(NatsVersion.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // what each version is given before its tests
class StreamRangeIT {
  private static final String STREAM = "FALCO";
  private static final Optional<Bound> OPEN = Optional.empty();

  @Parameter NatsVersion broker;
  private NatsServer server;
  private Connection connection;

  @BeforeParameterizedClassInvocation
  void store(NatsVersion version) throws Exception {
    server = NatsServer.start(version);
    connection = Nats.connect(server.url());
    var management = connection.jetStreamManagement();
    management.addStream(StreamConfiguration.builder().name(STREAM).subjects("falco.>").build());
    for (var number = 1; number <= 10; number++) {
      publish(number % 2 == 0 ? "falco.critical.x" : "falco.notice.x");
    }
    management.deleteMessage(STREAM, 4);
  }

  @AfterParameterizedClassInvocation
  void stop() throws Exception {
    connection.close();
    server.close();
  }

  @Test
  void withoutBoundsItIsAllThatIsStoredWhenItIsOpened() throws Exception {
    var range = open("falco.>", OPEN, OPEN);
    publish("falco.notice.late");

    assertThat(sequences(range)).containsExactly(1L, 2L, 3L, 5L, 6L, 7L, 8L, 9L, 10L);
    connection.jetStreamManagement().deleteMessage(STREAM, range.last() + 1);
  }

  @Test
  void sequencesBelongToItAtBothEnds() {
    assertThat(sequences(open("falco.>", sequence(2), sequence(5)))).containsExactly(2L, 3L, 5L);
    assertThat(sequences(open("falco.>", sequence(4), sequence(4)))).isEmpty();
    assertThat(sequences(open("falco.>", sequence(9), sequence(2000)))).containsExactly(9L, 10L);
    assertThat(sequences(open("falco.>", sequence(2000), OPEN))).isEmpty();
  }

  @Test
  void timeBeginsItWithTheFirstMessageThatIsNotOlderAndEndsItBeforeIt() {
    var third = Optional.<Bound>of(new Bound.Time(storedAt(3)));
    var fifth = Optional.<Bound>of(new Bound.Time(storedAt(5)));

    assertThat(sequences(open("falco.>", third, fifth))).containsExactly(3L);
    assertThat(sequences(open("falco.>", third, sequence(6)))).containsExactly(3L, 5L, 6L);
    assertThat(sequences(open("falco.>", fifth, third))).isEmpty();
  }

  @Test
  void timesOutsideOfTheStreamAreItsEnds() {
    var longAgo = Optional.<Bound>of(new Bound.Time(Instant.EPOCH));
    var someDay = Optional.<Bound>of(new Bound.Time(Instant.parse("2999-01-01T00:00:00Z")));

    assertThat(sequences(open("falco.>", longAgo, someDay))).hasSize(9);
    assertThat(sequences(open("falco.>", someDay, OPEN))).isEmpty();
    assertThat(sequences(open("falco.>", OPEN, longAgo))).isEmpty();
  }

  @Test
  void subjectNarrowsIt() {
    assertThat(sequences(open("falco.critical.>", sequence(3), OPEN))).containsExactly(6L, 8L, 10L);
    assertThat(sequences(open("falco.debug.>", OPEN, OPEN))).isEmpty();
  }

  @Test
  void streamThatIsNotThereIsASentence() {
    assertThat(StreamRange.open(reader("OTHER"), "falco.>", OPEN, OPEN))
        .isEqualTo(new StreamRange.Opening.Unreachable("the broker has no such stream"));
  }

  private void publish(String subject) throws Exception {
    var _ = connection.jetStream().publish(subject, "x".getBytes(UTF_8));
  }

  private StreamReader reader(String stream) {
    return new StreamReader(() -> connection, stream, TestBroker.TIMEOUT);
  }

  private StreamRange open(String subject, Optional<Bound> from, Optional<Bound> to) {
    var opening = StreamRange.open(reader(STREAM), subject, from, to);
    assertThat(opening).isInstanceOf(StreamRange.Opening.Open.class);
    return ((StreamRange.Opening.Open) opening).range();
  }

  private static Optional<Bound> sequence(long number) {
    return Optional.of(new Bound.Sequence(number));
  }

  private Instant storedAt(long sequence) {
    return ((StreamReader.Found.Stored) reader(STREAM).at(sequence)).message().storedAt();
  }

  private static List<Long> sequences(StreamRange range) {
    var read = new ArrayList<Long>();
    while (range.next() instanceof StreamReader.Found.Stored(var message)) {
      read.add(message.sequence());
    }
    return read;
  }
}
