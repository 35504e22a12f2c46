package dev.falcoresponder.consumer.approval;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.approval.Approvals.Answer;
import dev.falcoresponder.consumer.fixtures.HoldsBucket;
import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(NatsVersion.class)
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class JetStreamApprovalsIT {
  private static final String TERMINATE = "kubernetes:terminate";
  private static final String REPLAY = "letter-17-0123456789abcdef";
  private static final Payload ALERT = new Payload("{\"rule\":\"x\"}".getBytes(UTF_8));
  private static final Answer APPROVED = new Answer.Approved();

  @Parameter NatsVersion version;
  private NatsServer server;
  private Connection connection;
  private final AtomicInteger missed = new AtomicInteger();
  private JetStreamApprovals approvals;

  @BeforeEach
  void start() throws Exception {
    server = NatsServer.start(version);
    connection = Nats.connect(server.url());
    HoldsBucket.provision(connection, 1);
    approvals = new JetStreamApprovals(HoldsBucket.of(connection, _ -> missed.incrementAndGet()));
  }

  @AfterEach
  void stop() throws Exception {
    connection.close();
    server.close();
  }

  private Instant grant() throws Exception {
    var approval =
        new Approval(REPLAY, Approval.digest(ALERT), TERMINATE, 17, Instant.EPOCH, "me@here");
    assertThat(approvals.grant(approval)).isEmpty();
    var entry = connection.keyValue(Subjects.HOLDS_BUCKET).get("approval." + REPLAY);
    return Objects.requireNonNull(entry.getCreated()).toInstant();
  }

  private static Envelope alert(Instant storedAt, String replay, Payload payload) {
    var id = new AlertId("FALCO", 1, storedAt);
    return new Envelope(id, "falco.x", payload, 1, Optional.of(replay));
  }

  @Test
  void approvalCountsForItsAlertAndAction() throws Exception {
    var at = grant();

    assertThat(approvals.find(alert(at, REPLAY, ALERT), TERMINATE)).isEqualTo(APPROVED);
    assertThat(approvals.find(alert(at, REPLAY, ALERT), "kubernetes:label"))
        .isEqualTo(new Answer.Missing("what was approved is kubernetes:terminate only"));
  }

  @Test
  void otherBytesAreNotApproved() throws Exception {
    var at = grant();
    var forged = new Payload("{\"rule\":\"x\" }".getBytes(UTF_8));

    assertThat(approvals.find(alert(at, REPLAY, forged), TERMINATE))
        .isEqualTo(new Answer.Missing("the approval is of another alert"));
  }

  @Test
  void replayThatNobodyApprovedIsNot() throws Exception {
    var at = grant();

    assertThat(approvals.find(alert(at, "letter-17", ALERT), TERMINATE))
        .isEqualTo(new Answer.Missing("nobody has approved replay letter-17"));
  }

  /** Whoever can read the redriven alert could send it again, header and all. */
  @ParameterizedTest
  @ValueSource(longs = {-121, 121, 3_600})
  void alertOfAnotherTimeIsNotApproved(long seconds) throws Exception {
    var at = grant();

    assertThat(approvals.find(alert(at.plusSeconds(seconds), REPLAY, ALERT), TERMINATE))
        .isInstanceOf(Answer.Missing.class);
    assertThat(approvals.find(alert(at.plus(Duration.ofSeconds(60)), REPLAY, ALERT), TERMINATE))
        .isEqualTo(APPROVED);
  }

  @ParameterizedTest
  @ValueSource(strings = {">", "*", "a.b", "a b", "approval/../budget", "ü"})
  void replayThatIsNoKeyIsNotLookedFor(String replay) throws Exception {
    var at = grant();

    assertThat(approvals.find(alert(at, replay, ALERT), TERMINATE))
        .isEqualTo(new Answer.Missing("the alert was not redriven"));
  }

  @Test
  void alertWithoutReplayIsNotApproved() throws Exception {
    var envelope =
        new Envelope(new AlertId("FALCO", 1, grant()), "falco.x", ALERT, 1, Optional.empty());

    assertThat(approvals.find(envelope, TERMINATE)).isInstanceOf(Answer.Missing.class);
  }

  @Test
  void approvalIsGivenOnce() throws Exception {
    grant();

    assertThat(
            approvals.grant(new Approval(REPLAY, "other", TERMINATE, 18, Instant.EPOCH, "me@here")))
        .isPresent();
  }

  @Test
  void withdrawnApprovalDoesNotCount() throws Exception {
    var at = grant();
    connection.keyValue(Subjects.HOLDS_BUCKET).delete("approval." + REPLAY);

    assertThat(approvals.find(alert(at, REPLAY, ALERT), TERMINATE))
        .isInstanceOf(Answer.Missing.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "[]", "null", "{}", "{\"sha256\":7}", "{\"sha256\":null}"})
  void garbageIsNoApproval(String garbage) throws Exception {
    connection.keyValue(Subjects.HOLDS_BUCKET).put("approval." + REPLAY, garbage.getBytes(UTF_8));

    assertThat(approvals.find(alert(Instant.now(), REPLAY, ALERT), TERMINATE))
        .isEqualTo(new Answer.Missing("the approval is of another alert"));
  }

  @Test
  void missingBucketIsNoAnswerAndIsReported() throws Exception {
    connection.jetStreamManagement().deleteStream("KV_" + Subjects.HOLDS_BUCKET);

    assertThat(approvals.find(alert(Instant.now(), REPLAY, ALERT), TERMINATE))
        .isInstanceOf(Answer.Unreachable.class);
    assertThat(missed).hasValue(1);
    assertThat(approvals.grant(new Approval(REPLAY, "x", TERMINATE, 1, Instant.EPOCH, "me")))
        .hasValueSatisfying(why -> assertThat(why).contains(Subjects.HOLDS_BUCKET));
  }

  @Test
  void closedConnectionIsNoAnswer() throws Exception {
    connection.close();

    assertThat(approvals.find(alert(Instant.now(), REPLAY, ALERT), TERMINATE))
        .isInstanceOf(Answer.Unreachable.class);
  }
}
