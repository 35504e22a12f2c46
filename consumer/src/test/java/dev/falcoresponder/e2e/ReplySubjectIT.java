package dev.falcoresponder.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.api.StreamInfoOptions;
import io.nats.client.api.Subject;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The broker writes an answer to whatever reply subject it is given, whether the user may publish
 * there or not. So in the component {@code nats-accounts} whoever may only publish alerts, or only
 * look, has an account of its own, which the answer does not leave.
 */
@NotHardened("it has users of its own")
@SuppressWarnings("try") // closing a connection may be interrupted, which fails the test
class ReplySubjectIT {
  private static final String BUCKET = "KV_" + Subjects.HOLDS_BUCKET;
  private static final String KEY = "$KV." + Subjects.HOLDS_BUCKET + ".";
  private static final String LOOK = "$JS.API.STREAM.MSG.GET." + Broker.STREAM;
  private static final byte[] FIRST = "{\"seq\": 1}".getBytes(UTF_8);

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void answerToAnotherAccountIsWrittenNowhereHere(NatsVersion version) throws Exception {
    var users = Users.OF_ACCOUNTS;
    try (var broker = Broker.of(users.server(version).start(), users);
        var viewer = users.connect(broker.server(), Users.VIEWER)) {
      users.furnish(broker.connection(), Map.of());
      var alert = Alert.naming("shop", "cart-0");
      broker.store(alert);

      viewer.publish(LOOK, KEY + "budget", FIRST);
      viewer.publish(LOOK, alert.subject(), FIRST);
      viewer.flush(Stage.PATIENCE);
      var falcosidekick = broker.falcosidekick();
      falcosidekick.publish(alert.subject(), KEY + "budget", alert.payload());
      // NATS 2.9 even takes such an acknowledgement for an order.
      falcosidekick.publish(alert.subject(), "$JS.API.STREAM.PURGE.FALCO", alert.payload());
      falcosidekick.flush(Stage.PATIENCE);
      // Those of the same account show what would have come, and come after it.
      broker.connection().publish(LOOK, KEY + "looked", FIRST);
      broker.connection().publish(alert.subject(), KEY + "published", alert.payload());

      Stage.until(
          "both answers",
          () -> broker.ask(of -> of.getStreamInfo(BUCKET)).getStreamState().getLastSequence() >= 2);
      assertThat(
              broker
                  .ask(of -> of.getStreamInfo(BUCKET, StreamInfoOptions.allSubjects()))
                  .getStreamState()
                  .getSubjects())
          .extracting(Subject::getName)
          .containsExactlyInAnyOrder(KEY + "looked", KEY + "published");
      var alerts = broker.ask(of -> of.getStreamInfo(Broker.STREAM)).getStreamState();
      assertThat(alerts.getFirstSequence()).isEqualTo(1);
      assertThat(alerts.getMsgCount()).isEqualTo(4);
    }
  }
}
