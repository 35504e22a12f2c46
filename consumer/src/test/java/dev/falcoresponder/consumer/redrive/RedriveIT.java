package dev.falcoresponder.consumer.redrive;

import static dev.falcoresponder.consumer.redrive.LetterOffice.SUBJECT;
import static dev.falcoresponder.consumer.redrive.LetterOffice.letter;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.approval.Approvals;
import dev.falcoresponder.consumer.approval.JetStreamApprovals;
import dev.falcoresponder.consumer.broker.ReplayHeader;
import dev.falcoresponder.consumer.fixtures.HoldsBucket;
import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.impl.Headers;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(NatsVersion.class)
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class RedriveIT {
  private static final byte[] PAYLOAD = {'{', (byte) 0xff, 0, '}'};
  private static final int MAX_PAYLOAD = 1024 * 1024;

  @Parameter NatsVersion version;
  private LetterOffice office;

  @BeforeEach
  void open() throws Exception {
    office = LetterOffice.open(version);
  }

  @AfterEach
  void close() {
    office.close();
  }

  private static Decision redriven(long letter, long alert, boolean approved) {
    return new Decision.Redriven(
        letter, "FALCO", alert, approved ? Optional.of("kubernetes:terminate") : Optional.empty());
  }

  /** The alert of that position, from 0, as a replica takes it. */
  private Envelope envelope(int index) {
    var message = office.alerts().get(index);
    var id = new AlertId("FALCO", message.getSeq(), requireNonNull(message.getTime()).toInstant());
    return new Envelope(
        id,
        requireNonNull(message.getSubject()),
        new Payload(requireNonNull(message.getData())),
        1,
        ReplayHeader.in(message.getHeaders()),
        ReplayHeader.firstStoredAt(message.getHeaders()).orElseThrow());
  }

  private Approvals.Answer approvalOf(int index) {
    return new JetStreamApprovals(HoldsBucket.of(office.connection()))
        .find(envelope(index), "kubernetes:terminate");
  }

  @ParameterizedTest
  @EnumSource(DeadLetterReason.class)
  void alertIsSentAgainByteForByteAndTheLetterGoes(DeadLetterReason reason) {
    var sequence = office.keep(letter(reason, SUBJECT), PAYLOAD);
    var acted = reason != DeadLetterReason.MALFORMED;
    var held = reason == DeadLetterReason.HELD;

    assertThat(office.redrive(sequence)).isEqualTo(redriven(sequence, 1, held));

    assertThat(office.letters()).isEmpty();
    assertThat(envelope(0).payload().bytes()).isEqualTo(PAYLOAD);
    assertThat(envelope(0).subject()).isEqualTo(SUBJECT);
    assertThat(envelope(0).replay())
        .hasValueSatisfying(id -> assertThat(id).matches("letter-" + sequence + "-[0-9a-f]{16}"));
    assertThat(envelope(0).firstStoredAt()).isEqualTo(Instant.parse("2026-11-01T11:00:00Z"));
    // Whether anything would hold the others nobody has looked yet.
    assertThat(approvalOf(0) instanceof Approvals.Answer.Approved).isEqualTo(held);
    assertThat(office.events())
        .singleElement()
        .extracting(
            ResponseOutcome::outcome,
            ResponseOutcome::reason,
            ResponseOutcome::detail,
            ResponseOutcome::namespace,
            ResponseOutcome::pod,
            ResponseOutcome::replica)
        .containsExactly(
            "redriven",
            reason.name(),
            "dead letter " + sequence + " sent again as alert 1 of stream FALCO: looked at it",
            acted ? "shop" : "",
            acted ? "cart-0" : "",
            "me@here");
  }

  @Test
  void everyRedriveIsAnAlertOfItsOwn() {
    var first = office.keep(letter(DeadLetterReason.HELD, SUBJECT), PAYLOAD);
    office.redrive(first);
    var second = office.keep(letter(DeadLetterReason.HELD, SUBJECT), PAYLOAD);
    assertThat(office.redrive(second)).isEqualTo(redriven(second, 2, true));

    assertThat(envelope(0).replay()).isNotEqualTo(envelope(1).replay());
    assertThat(office.approvals()).hasSize(2);
  }

  /** Refused where it wants to go on, which is as good as a crash there; then decided again. */
  @ParameterizedTest
  @CsvSource({
    "unapproved, could not be approved",
    "silenced, could not be sent again",
    "unheard, could not be written down",
    "keeping, could not be removed",
  })
  void interruptedAnywhereTheLetterStaysAndTheAlertIsSentOnce(String user, String why)
      throws Exception {
    var sequence = office.keep(letter(DeadLetterReason.HELD, SUBJECT), PAYLOAD);

    assertThat(office.redriveAs(user, sequence))
        .isInstanceOfSatisfying(
            Decision.Failed.class, failed -> assertThat(failed.why()).contains("stays", why));
    assertThat(office.letters()).hasSize(1);

    assertThat(office.redrive(sequence)).isEqualTo(redriven(sequence, 1, true));
    assertThat(office.letters()).isEmpty();
    assertThat(office.alerts()).hasSize(1);
    assertThat(office.events()).hasSize(1);
    assertThat(approvalOf(0)).isInstanceOf(Approvals.Answer.Approved.class);
  }

  @Test
  void letterInPiecesIsSentWholeAndAllOfItGoes() {
    var payload = new byte[MAX_PAYLOAD - 400];
    new Random(1).nextBytes(payload);
    var sequence = office.keep(letter(DeadLetterReason.HELD, SUBJECT), payload);
    assertThat(office.letters().getFirst().rests()).isNotEmpty();

    assertThat(office.redrive(sequence)).isInstanceOf(Decision.Redriven.class);

    assertThat(envelope(0).payload().bytes()).isEqualTo(payload);
    assertThat(office.messagesOfLetters()).isZero();
  }

  @Test
  void messageThatFillsTheLastByteIsRefusedBeforeAnythingIsDone() {
    var sequence = office.keep(letter(DeadLetterReason.HELD, SUBJECT), new byte[MAX_PAYLOAD - 10]);

    assertThat(office.redrive(sequence))
        .isEqualTo(
            new Decision.Refused(
                sequence,
                "dead letter "
                    + sequence
                    + " does not fit into the 1048576 bytes that the broker takes (max_payload)"));
    assertThat(office.approvals()).isEmpty();
    assertThat(office.letters()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$JS.API.STREAM.DELETE.FALCO", "other.x", "falco.>"})
  void letterAboutAnotherSubjectIsRefused(String subject) {
    var sequence = office.keep(letter(DeadLetterReason.HELD, subject), PAYLOAD);

    assertThat(office.redrive(sequence))
        .isEqualTo(
            new Decision.Refused(
                sequence,
                "dead letter "
                    + sequence
                    + " is about a message on "
                    + subject
                    + ", which is not among the subjects of the alerts (nats.subjects is falco.>);"
                    + " discard it"));
    assertThat(office.approvals()).isEmpty();
    assertThat(office.alerts()).isEmpty();
    assertThat(office.letters()).hasSize(1);
  }

  @Test
  void subjectBeyondAsciiIsTheSameAgain() throws Exception {
    var subject = "falco.notice.größer";
    office.keep(letter(DeadLetterReason.HELD, subject), PAYLOAD);

    office.redrive(1);

    assertThat(envelope(0).subject()).isEqualTo(subject);
  }

  @Test
  void unreadableLetterIsSentWhereItsSubjectIsKnownAndApprovesNothing() throws Exception {
    var headers =
        new Headers()
            .put("Falco-Responder-Reason", "BORED")
            .put("Falco-Responder-Action", "kubernetes:terminate")
            .put("Falco-Responder-Subject", SUBJECT);
    office.connection().jetStream().publish("falco-responder.dead-letter.held", headers, PAYLOAD);

    assertThat(office.redrive(1)).isEqualTo(redriven(1, 1, false));
    assertThat(office.approvals()).isEmpty();
    assertThat(envelope(0).payload().bytes()).isEqualTo(PAYLOAD);
    assertThat(office.events())
        .singleElement()
        .extracting(ResponseOutcome::outcome, ResponseOutcome::stream, ResponseOutcome::sequence)
        .containsExactly("redriven", Subjects.DEAD_LETTERS_STREAM, 1L);
  }

  @Test
  void unreadableLetterWithoutASubjectIsRefused() throws Exception {
    office
        .connection()
        .jetStream()
        .publish("falco-responder.dead-letter.held", "by hand".getBytes(UTF_8));

    assertThat(office.redrive(1))
        .isInstanceOfSatisfying(
            Decision.Refused.class,
            refused ->
                assertThat(refused.why())
                    .startsWith("dead letter 1 cannot be read (")
                    .endsWith("), so nobody knows what to send; discard it"));
  }

  /** Half a message must not pass for the alert. */
  @Test
  void letterThatLostAPieceIsRefused() throws Exception {
    var sequence = office.keep(letter(DeadLetterReason.HELD, SUBJECT), new byte[MAX_PAYLOAD - 400]);
    office
        .connection()
        .jetStreamManagement()
        .deleteMessage(
            Subjects.DEAD_LETTERS_STREAM, office.letters().getFirst().rests().getFirst());

    assertThat(office.redrive(sequence)).isInstanceOf(Decision.Refused.class);
    assertThat(office.alerts()).isEmpty();
    assertThat(office.discard(sequence, "broken")).isEqualTo(new Decision.Discarded(sequence));
    assertThat(office.messagesOfLetters()).isZero();
  }

  @Test
  void letterThatIsGoneOrNeverWasIsRefused() {
    var sequence = office.keep(letter(DeadLetterReason.HELD, SUBJECT), PAYLOAD);
    office.redrive(sequence);

    assertThat(office.redrive(sequence))
        .isEqualTo(
            new Decision.Refused(
                1, "dead letter 1 is gone already: it was redriven, discarded or removed"));
    for (var never : new long[] {-1, 0, 2}) {
      assertThat(office.redrive(never))
          .isEqualTo(
              new Decision.Refused(
                  never,
                  "no dead letter has sequence "
                      + never
                      + "; dead-letters list shows those there are"));
    }
  }

  @Test
  void missingAlertStreamLeavesTheLetter() throws Exception {
    var sequence = office.keep(letter(DeadLetterReason.HELD, SUBJECT), PAYLOAD);
    office.connection().jetStreamManagement().deleteStream("FALCO");

    assertThat(office.redrive(sequence))
        .isEqualTo(
            new Decision.Failed(
                sequence,
                "dead letter " + sequence + " stays: no stream keeps " + SUBJECT + " now"));
    assertThat(office.letters()).hasSize(1);
  }

  @Test
  void discardedLetterLeavesALineOnTheAuditTrail() throws Exception {
    var sequence = office.keep(letter(DeadLetterReason.FORBIDDEN, SUBJECT), PAYLOAD);

    assertThat(office.discard(sequence, "it was a drill"))
        .isEqualTo(new Decision.Discarded(sequence));

    assertThat(office.letters()).isEmpty();
    assertThat(office.alerts()).isEmpty();
    assertThat(office.events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.outcome()).isEqualTo("discarded");
          assertThat(event.reason()).isEqualTo("FORBIDDEN");
          assertThat(event.detail()).isEqualTo("dead letter 1 dropped: it was a drill");
          assertThat(event.action()).isEqualTo("kubernetes:terminate");
          assertThat(event.rule()).isEqualTo("Shell");
          assertThat(event.stream()).isEqualTo("FALCO");
          assertThat(event.sequence()).isEqualTo(42);
          assertThat(event.replica()).isEqualTo("me@here");
        });
    assertThat(
            Objects.requireNonNull(
                    office
                        .connection()
                        .jetStreamManagement()
                        .getMessage(Subjects.OUTCOMES_STREAM, 1))
                .getSubject())
        .isEqualTo("falco-responder.outcome.discarded");
  }

  @ParameterizedTest
  @CsvSource({"unheard, could not be written down", "keeping, could not be removed"})
  void interruptedDiscardLeavesTheLetterAndOneLine(String user, String why) throws Exception {
    var sequence = office.keep(letter(DeadLetterReason.HELD, SUBJECT), PAYLOAD);

    assertThat(office.discardAs(user, sequence))
        .isInstanceOfSatisfying(
            Decision.Failed.class, failed -> assertThat(failed.why()).contains("stays", why));
    assertThat(office.letters()).hasSize(1);

    assertThat(office.discard(sequence, "again")).isEqualTo(new Decision.Discarded(sequence));
    assertThat(office.events()).hasSize(1);
  }

  @Test
  void unreadableLetterCanBeDiscarded() throws Exception {
    office
        .connection()
        .jetStream()
        .publish("falco-responder.dead-letter.by-hand", "note".getBytes(UTF_8));

    assertThat(office.discard(1, "not ours")).isEqualTo(new Decision.Discarded(1));
    assertThat(office.events())
        .singleElement()
        .extracting(ResponseOutcome::stream, ResponseOutcome::sequence, ResponseOutcome::pod)
        .containsExactly(Subjects.DEAD_LETTERS_STREAM, 1L, "");
  }
}
