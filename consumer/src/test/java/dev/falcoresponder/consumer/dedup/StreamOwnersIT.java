package dev.falcoresponder.consumer.dedup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.broker.BrokerState;
import dev.falcoresponder.consumer.dedup.Owners.Whereabouts;
import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.RealServers;
import dev.falcoresponder.servers.SharedServers;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(NatsVersion.class)
@ExtendWith(SharedServers.class)
class StreamOwnersIT {
  private static final AtomicInteger STREAMS = new AtomicInteger();
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final Connection connection;
  private final String stream = "OWNERS-" + STREAMS.incrementAndGet();
  private final Owners owners;

  StreamOwnersIT(NatsVersion version, RealServers servers) throws Exception {
    connection = Nats.connect(servers.nats(version).url());
    var state = new BrokerState.Waiting("not asked");
    owners = new StreamOwners(() -> state, () -> connection, TIMEOUT);
    make();
  }

  @AfterEach
  void close() throws Exception {
    connection.jetStreamManagement().deleteStream(stream);
    connection.close();
  }

  @Test
  void alertThatIsStoredIsThere() throws Exception {
    assertThat(owners.find(store())).isEqualTo(new Whereabouts.InStream());
  }

  @Test
  void alertThatWasRemovedIsGone() throws Exception {
    var alert = store();

    connection.jetStreamManagement().deleteMessage(stream, alert.sequence());

    assertThat(owners.find(alert)).isEqualTo(new Whereabouts.Gone());
  }

  @Test
  void alertIsGoneWhereItsStreamWasMadeAnewAndGaveItsSequenceToAnother() throws Exception {
    var alert = store();

    connection.jetStreamManagement().deleteStream(stream);
    make();
    var other = store();

    assertThat(other.sequence()).isEqualTo(alert.sequence());
    assertThat(owners.find(alert)).isEqualTo(new Whereabouts.Gone());
    assertThat(owners.find(other)).isEqualTo(new Whereabouts.InStream());
  }

  @Test
  void alertOfAStreamThatDoesNotExistIsGone() {
    assertThat(owners.find(new AlertId("NO-SUCH-STREAM", 1, Instant.EPOCH)))
        .isEqualTo(new Whereabouts.Gone());
  }

  @Test
  void nothingIsKnownWithoutABroker() {
    Owners away =
        new StreamOwners(
            () -> new BrokerState.Waiting("not asked"),
            () -> {
              throw new IllegalStateException("not connected");
            },
            TIMEOUT);

    assertThat(away.find(new AlertId(stream, 1, Instant.EPOCH)))
        .isEqualTo(new Whereabouts.Unknown("not connected"));
  }

  @Test
  void ownersAreAlwaysThereWithoutJetStream() {
    Owners core =
        new StreamOwners(() -> new BrokerState.Core("told so"), () -> connection, TIMEOUT);

    assertThat(core.find(new AlertId("", 1, Instant.EPOCH))).isEqualTo(new Whereabouts.InStream());
  }

  private void make() throws Exception {
    connection
        .jetStreamManagement()
        .addStream(StreamConfiguration.builder().name(stream).subjects(stream).build());
  }

  private AlertId store() throws Exception {
    var sequence = connection.jetStream().publish(stream, "x".getBytes(UTF_8)).getSeqno();
    var message = connection.jetStreamManagement().getMessage(stream, sequence);
    return new AlertId(stream, sequence, Objects.requireNonNull(message.getTime()).toInstant());
  }
}
