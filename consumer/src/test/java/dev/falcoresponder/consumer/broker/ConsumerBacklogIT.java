package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(NatsVersion.class)
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class ConsumerBacklogIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final BrokerState READY = state(Instant.EPOCH);

  @Parameter NatsVersion version;
  private final AtomicInteger missed = new AtomicInteger();
  private NatsServer server;
  private Connection connection;

  @BeforeEach
  void start() throws Exception {
    server = NatsServer.start(version);
    connection = Nats.connect(server.url());
    var management = connection.jetStreamManagement();
    management.addStream(StreamConfiguration.builder().name("FALCO").subjects("falco.>").build());
    management.addOrUpdateConsumer(
        "FALCO", ConsumerConfiguration.builder().durable("falco-responder").build());
    for (var i = 0; i < 5; i++) {
      connection.jetStream().publish("falco.notice.x", new byte[0]);
    }
  }

  @AfterEach
  void stop() throws Exception {
    connection.close();
    server.close();
  }

  @Test
  void whatWaitsAndWhatIsInHandIsTold() throws Exception {
    try (var backlog = backlog(READY)) {
      assertThat(backlog.pending()).isNaN();
      backlog.start();
      await().until(() -> backlog.pending() == 5 && backlog.ackPending() == 0);

      take(2);
      await().until(() -> backlog.pending() == 3 && backlog.ackPending() == 2);
    }
  }

  @Test
  void questionWithoutAnswerLeavesTheLastAnswerStanding() throws Exception {
    var asked = new AtomicInteger();
    try (var backlog =
        new ConsumerBacklog(
            () -> {
              asked.incrementAndGet();
              return READY;
            },
            () -> connection,
            Duration.ofMillis(50),
            OFTEN,
            missed::incrementAndGet)) {
      backlog.start();
      await().until(() -> backlog.pending() == 5);

      connection.jetStreamManagement().deleteConsumer("FALCO", "falco-responder");
      var then = asked.get();
      await().until(() -> asked.get() > then + 3);
      assertThat(backlog.pending()).isEqualTo(5);
    }
  }

  @Test
  void consumerThatIsGoneIsMissedThoughNobodyReadsFromIt() throws Exception {
    try (var backlog = backlog(state(created()))) {
      backlog.start();
      await().until(() -> backlog.pending() == 5);
      assertThat(missed).hasValue(0);

      connection.jetStreamManagement().deleteStream("FALCO");
      await().until(() -> missed.get() > 0);
    }
  }

  @Test
  void consumerThatWasMadeAnewIsMissedToo() {
    try (var backlog = backlog(state(Instant.EPOCH))) {
      backlog.start();
      await().until(() -> missed.get() > 0);
    }
  }

  private static BrokerState state(Instant since) {
    var terms =
        new ConsumerTerms(
            "FALCO",
            "falco-responder",
            since,
            Duration.ofSeconds(60),
            OptionalInt.empty(),
            Optional.empty());
    return new BrokerState.JetStream(terms, List.of());
  }

  private Instant created() throws Exception {
    var consumer = connection.jetStreamManagement().getConsumerInfo("FALCO", "falco-responder");
    return Objects.requireNonNull(consumer.getCreationTime()).toInstant();
  }

  @Test
  void withoutJetStreamNothingIsAsked() {
    var asked = new AtomicInteger();
    try (var backlog =
        new ConsumerBacklog(
            () -> {
              asked.incrementAndGet();
              return new BrokerState.Core("no JetStream");
            },
            () -> {
              throw new AssertionError("asked for a connection");
            },
            TIMEOUT,
            OFTEN,
            missed::incrementAndGet)) {
      backlog.start();
      await().until(() -> asked.get() > 3);
      assertThat(backlog.pending()).isNaN();
      assertThat(backlog.ackPending()).isNaN();
    }
  }

  private ConsumerBacklog backlog(BrokerState state) {
    return new ConsumerBacklog(
        () -> state, () -> connection, TIMEOUT, OFTEN, missed::incrementAndGet);
  }

  private void take(int count) throws Exception {
    var subscription =
        connection
            .jetStream()
            .subscribe(null, PullSubscribeOptions.bind("FALCO", "falco-responder"));
    assertThat(subscription.fetch(count, TIMEOUT)).hasSize(count);
  }
}
