package dev.falcoresponder.consumer.ledger;

import static dev.falcoresponder.consumer.ledger.Letters.event;
import static dev.falcoresponder.consumer.ledger.Letters.letter;
import static dev.falcoresponder.consumer.ledger.Letters.malformed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.broker.MissedStream;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.consumer.ledger.Ledger.Entry;
import dev.falcoresponder.model.DeadLetter;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.Link;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.SteadyConnection;
import dev.falcoresponder.servers.TcpProxy;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
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
class JetStreamLedgerIT {
  private static DeadLetterReader.Lookup absent(long sequence) {
    return new DeadLetterReader.Lookup.Absent(
        "no dead letter has sequence " + sequence + "; dead-letters list shows those there are");
  }

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_PAYLOAD = 1024 * 1024;

  @Parameter NatsVersion version;
  private NatsServer server;
  private Connection connection;
  private final AtomicInteger missed = new AtomicInteger();
  private Ledger ledger;
  private DeadLetterReader reader;

  @BeforeEach
  void start() throws Exception {
    server = NatsServer.start(version);
    connection = Nats.connect(server.url());
    LedgerStreams.create(connection);
    ledger = new JetStreamLedger(() -> connection, TIMEOUT, _ -> missed.incrementAndGet());
    reader = new DeadLetterReader(() -> connection, TIMEOUT);
  }

  @AfterEach
  void stop() throws Exception {
    connection.close();
    server.close();
  }

  @Test
  void deadLetterComesBackWithAllItsWordsAndBytes() {
    var letter =
        letter(DeadLetterReason.FORBIDDEN, "größer\r\nNats-Msg-Id: forged \uD83D\uDEA8 100% ");
    var payload = randomBytes(10_000);

    assertThat(ledger.keep("FALCO.42.1.0", letter, new Payload(payload)))
        .isEqualTo(new Entry.Kept());

    var stored = only();
    assertThat(stored.content()).isEqualTo(new StoredLetter.Letter(letter));
    assertThat(stored.payload().bytes()).isEqualTo(payload);
    assertThat(stored.subject()).isEqualTo("falco-responder.dead-letter.forbidden");
    assertThat(stored.sequence()).isEqualTo(1);
    assertThat(stored.rests()).isEmpty();
  }

  @Test
  void whatIsNotKnownStaysUnknown() {
    ledger.keep("a", malformed("no JSON"), new Payload("?".getBytes(UTF_8)));

    assertThat(only().content()).isEqualTo(new StoredLetter.Letter(malformed("no JSON")));
  }

  @Test
  void emptyPayloadStaysEmpty() {
    ledger.keep("a", malformed("empty"), new Payload(new byte[0]));

    assertThat(only().payload().bytes()).isEmpty();
  }

  @Test
  void sameLetterIsStoredOnce() {
    for (int times = 0; times < 3; times++) {
      assertThat(ledger.keep("a", malformed("x"), new Payload(new byte[1])))
          .isEqualTo(new Entry.Kept());
    }
    ledger.keep("b", malformed("x"), new Payload(new byte[1]));

    assertThat(letters(reader.page(1, 10))).hasSize(2);
  }

  /** An alert may fill a message to the last byte, and its dead letter has headers on top. */
  @Test
  void largestPayloadsAreKeptWhole() {
    int first = MAX_PAYLOAD - 1_000;
    for (int size = first; size <= MAX_PAYLOAD; size += 50) {
      var payload = randomBytes(size);

      assertThat(
              ledger.keep("id-" + size, letter(DeadLetterReason.HELD, "e"), new Payload(payload)))
          .isEqualTo(new Entry.Kept());
    }
    var stored = new ArrayList<StoredLetter>();
    long next = 1;
    while (next > 0) {
      var page = (DeadLetterReader.Page.Letters) reader.page(next, 100, DeadLetterReason.HELD);
      assertThat(page.letters()).hasSizeLessThanOrEqualTo(9);
      stored.addAll(page.letters());
      next = page.next().orElse(-1);
    }
    assertThat(stored).hasSize(21);
    for (int number = 0; number < stored.size(); number++) {
      int size = first + 50 * number;
      assertThat(stored.get(number).payload().bytes()).isEqualTo(randomBytes(size));
      assertThat(stored.get(number).content())
          .isEqualTo(new StoredLetter.Letter(letter(DeadLetterReason.HELD, "e")));
    }
    assertThat(stored.getFirst().rests()).isEmpty();
    assertThat(stored.getLast().rests()).hasSize(1);
  }

  @Test
  void largestLetterIsStoredOnceToo() throws Exception {
    var payload = new Payload(randomBytes(MAX_PAYLOAD));
    ledger.keep("a", malformed("x"), payload);
    ledger.keep("a", malformed("x"), payload);

    assertThat(letters(reader.page(1, 10))).hasSize(1);
    assertThat(messages(Subjects.DEAD_LETTERS_STREAM)).isEqualTo(2);
  }

  /** What a later delivery writes has longer headers, so that it is cut elsewhere. */
  @Test
  void letterThatIsCutElsewhereTheNextTimeIsWhole() throws Exception {
    var payload = randomBytes(MAX_PAYLOAD);
    var first = letter(DeadLetterReason.FORBIDDEN, "e");
    resize(100_000);
    assertThat(ledger.keep("a", first, new Payload(payload))).isInstanceOf(Entry.NotKept.class);
    assertThat(messages(Subjects.DEAD_LETTERS_STREAM)).as("the rest").isEqualTo(1);
    resize(-1);

    var later = letter(DeadLetterReason.FORBIDDEN, "another, and a longer one");
    assertThat(ledger.keep("a", later, new Payload(payload))).isEqualTo(new Entry.Kept());

    assertThat(only().payload().bytes()).isEqualTo(payload);
  }

  private void resize(long maxBytes) throws Exception {
    var management = connection.jetStreamManagement();
    var config = management.getStreamInfo(Subjects.DEAD_LETTERS_STREAM).getConfiguration();
    management.updateStream(
        StreamConfiguration.builder(config)
            .maxBytes(maxBytes)
            .discardPolicy(DiscardPolicy.New)
            .build());
  }

  @Test
  void restThatWentWithItsStreamIsWrittenAgainToo() {
    var payload = randomBytes(MAX_PAYLOAD);
    var lost = new AtomicBoolean();
    var unlucky =
        new JetStreamLedger(
            () -> {
              if (!lost.get() && hasRest()) {
                lost.set(true);
                LedgerStreams.delete(connection);
              }
              return connection;
            },
            TIMEOUT,
            _ -> LedgerStreams.create(connection));

    assertThat(unlucky.keep("a", malformed("x"), new Payload(payload))).isEqualTo(new Entry.Kept());

    assertThat(lost).isTrue();
    assertThat(only().payload().bytes()).isEqualTo(payload);
  }

  private boolean hasRest() {
    try {
      return messages(Subjects.DEAD_LETTERS_STREAM) > 0;
    } catch (IOException | JetStreamApiException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void longWordsDoNotKeepALetterFromBeingStored() {
    var tooLong = "é".repeat(50_000);
    var letter =
        new DeadLetter(
            DeadLetterReason.INVALID,
            "falco.x",
            "FALCO",
            1,
            Instant.EPOCH,
            Instant.EPOCH,
            1,
            1,
            tooLong,
            tooLong,
            Optional.of(tooLong),
            Optional.of(tooLong),
            Optional.of(tooLong));

    assertThat(ledger.keep("a", letter, new Payload(randomBytes(MAX_PAYLOAD))))
        .isEqualTo(new Entry.Kept());

    assertThat(((StoredLetter.Letter) only().content()).letter().error())
        .startsWith("ééé")
        .hasSizeLessThan(50_000);
    assertThat(only().payload().bytes()).isEqualTo(randomBytes(MAX_PAYLOAD));
  }

  @Test
  void missingPieceMakesALetterUnreadable() throws Exception {
    ledger.keep("a", malformed("x"), new Payload(randomBytes(MAX_PAYLOAD)));
    connection
        .jetStreamManagement()
        .deleteMessage(Subjects.DEAD_LETTERS_STREAM, only().rests().getFirst());

    assertThat(only().content()).isInstanceOf(StoredLetter.Unreadable.class);
  }

  @Test
  void pieceOfAnotherLetterIsNotJoined() throws Exception {
    ledger.keep("a", malformed("x"), new Payload(randomBytes(MAX_PAYLOAD)));
    var rest = only().rests().getFirst();
    connection
        .jetStream()
        .publish(
            "falco-responder.dead-letter.held",
            LetterHeaders.of("b", malformed("x")).put(LetterHeaders.REST, rest.toString()),
            new byte[1]);

    assertThat(letters(reader.page(1, 10)).getLast().content())
        .isInstanceOf(StoredLetter.Unreadable.class);
  }

  @Test
  void pagesFollowEachOther() {
    for (int number = 1; number <= 25; number++) {
      var reason = number % 5 == 0 ? DeadLetterReason.HELD : DeadLetterReason.MALFORMED;
      ledger.keep("id-" + number, letter(reason, "e" + number), new Payload(new byte[0]));
    }

    var first = (DeadLetterReader.Page.Letters) reader.page(1, 10);
    assertThat(first.letters())
        .extracting(StoredLetter::sequence)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(first.next()).hasValue(11);
    var third = (DeadLetterReader.Page.Letters) reader.page(21, 10);
    assertThat(third.letters())
        .extracting(StoredLetter::sequence)
        .containsExactly(21L, 22L, 23L, 24L, 25L);
    assertThat(third.next()).isEmpty();
    assertThat(letters(reader.page(6, 10, DeadLetterReason.HELD)))
        .extracting(StoredLetter::sequence)
        .containsExactly(10L, 15L, 20L, 25L);
    assertThat(letters(reader.page(1, 10, DeadLetterReason.FORBIDDEN))).isEmpty();
  }

  @Test
  void lettersThatCannotBeReadAreShown() throws Exception {
    connection.jetStream().publish("falco-responder.dead-letter.by-hand", "note".getBytes(UTF_8));
    connection
        .jetStream()
        .publish(
            "falco-responder.dead-letter.held",
            new Headers().put("Falco-Responder-Reason", "HELD"),
            new byte[0]);
    connection
        .jetStream()
        .publish(
            "falco-responder.dead-letter.held",
            new Headers(LetterHeaders.of("x", malformed("x"))).put(LetterHeaders.REST, "soon"),
            new byte[0]);
    ledger.keep("a", malformed("x"), new Payload(new byte[0]));

    var letters = letters(reader.page(1, 10));

    assertThat(letters).hasSize(4);
    assertThat(letters.subList(0, 3))
        .allSatisfy(
            letter -> assertThat(letter.content()).isInstanceOf(StoredLetter.Unreadable.class));
    assertThat(letters.getFirst().payload().bytes()).asString(UTF_8).isEqualTo("note");
    assertThat(letters.getLast().content()).isInstanceOf(StoredLetter.Letter.class);
  }

  @Test
  void oneLetterCanBeLookedUp() {
    ledger.keep("a", malformed("x"), new Payload(randomBytes(MAX_PAYLOAD)));

    assertThat(reader.at(2))
        .isInstanceOfSatisfying(
            DeadLetterReader.Lookup.Found.class,
            found -> assertThat(found.letter().payload().size()).isEqualTo(MAX_PAYLOAD));
    assertThat(reader.at(1)).as("a piece is no letter").isEqualTo(absent(1));
    assertThat(reader.at(3)).isEqualTo(absent(3));
  }

  @Test
  void outcomeEventIsStoredOnceOnTheSubjectOfItsOutcome() throws Exception {
    assertThat(ledger.keep(event("größer\n1"))).isEqualTo(new Entry.Kept());
    assertThat(ledger.keep(event("größer\n1"))).isEqualTo(new Entry.Kept());

    assertThat(messages(Subjects.OUTCOMES_STREAM)).isEqualTo(1);
    var stored = connection.jetStreamManagement().getMessage(Subjects.OUTCOMES_STREAM, 1);
    assertThat(stored.getSubject()).isEqualTo("falco-responder.outcome.acted");
    assertThat(OutcomeJson.read(requireNonNull(stored.getData())))
        .isEqualTo(new OutcomeJson.Reading.Event(event("größer\n1")));
  }

  @Test
  void missingStreamsAreReportedAndMendedWithoutANewLedger() {
    LedgerStreams.delete(connection);

    assertThat(ledger.keep("a", malformed("x"), new Payload(new byte[0])))
        .isInstanceOf(Entry.NotKept.class);
    assertThat(ledger.keep(event("a"))).isInstanceOf(Entry.NotKept.class);
    assertThat(missed).hasValue(2);
    assertThat(reader.page(1, 10)).isInstanceOf(DeadLetterReader.Page.Unreachable.class);
    assertThat(reader.at(1)).isInstanceOf(DeadLetterReader.Lookup.Unreachable.class);

    LedgerStreams.create(connection);
    assertThat(ledger.keep("a", malformed("x"), new Payload(new byte[0])))
        .isEqualTo(new Entry.Kept());
  }

  @Test
  void streamThatIsMadeWhenItIsMissedTakesTheEntryAtOnce() {
    LedgerStreams.delete(connection);
    var mending =
        new JetStreamLedger(() -> connection, TIMEOUT, _ -> LedgerStreams.create(connection));

    assertThat(mending.keep("a", malformed("x"), new Payload(new byte[] {1})))
        .isEqualTo(new Entry.Kept());
    assertThat(mending.keep(event("a"))).isEqualTo(new Entry.Kept());

    assertThat(only().payload().bytes()).containsExactly(1);
  }

  /** Who listens keeps the broker from saying that nobody does. */
  @Test
  void missingStreamsAreSuspectedAlsoWhileSomebodyElseListens() {
    LedgerStreams.delete(connection);
    connection.subscribe("falco-responder.>");
    var impatient =
        new JetStreamLedger(
            () -> connection, Duration.ofMillis(300), _ -> missed.incrementAndGet());

    assertThat(impatient.keep("a", malformed("x"), new Payload(new byte[0])))
        .isInstanceOf(Entry.NotKept.class);
    assertThat(impatient.keep(event("a"))).isInstanceOf(Entry.NotKept.class);
    assertThat(missed).hasValue(2);
  }

  @Test
  @SuppressWarnings(
      "try") // a Connection may be interrupted while it closes, which nobody does here
  void silentBrokerMeansNotKeptAndTheNextTryIsTheSameEntry() throws Exception {
    try (var proxy = TcpProxy.to(server);
        var far = SteadyConnection.to(proxy.natsUrl())) {
      var impatient =
          new JetStreamLedger(() -> far, Duration.ofMillis(300), MissedStream.UNWATCHED);
      proxy.become(new Link.BlackHole());

      assertThat(impatient.keep("a", malformed("x"), new Payload(new byte[0])))
          .isInstanceOf(Entry.NotKept.class);
      assertThat(impatient.keep(event("a"))).isInstanceOf(Entry.NotKept.class);

      proxy.become(new Link.Open());
      await()
          .until(() ->
              impatient.keep("a", malformed("x"), new Payload(new byte[0])) instanceof Entry.Kept);
      assertThat(letters(reader.page(1, 10))).hasSize(1);
    }
  }

  @Test
  void closedConnectionMeansNotKept() throws Exception {
    connection.close();

    assertThat(ledger.keep("a", malformed("x"), new Payload(new byte[0])))
        .isInstanceOf(Entry.NotKept.class);
    assertThat(ledger.keep(event("a"))).isInstanceOf(Entry.NotKept.class);
    assertThat(reader.page(1, 10)).isInstanceOf(DeadLetterReader.Page.Unreachable.class);
  }

  @Test
  void messageThatTheServerRefusesIsNotKept() throws Exception {
    var management = connection.jetStreamManagement();
    var config = management.getStreamInfo(Subjects.DEAD_LETTERS_STREAM).getConfiguration();
    management.updateStream(StreamConfiguration.builder(config).maximumMessageSize(100).build());

    assertThat(ledger.keep("a", malformed("x"), new Payload(new byte[0])))
        .isInstanceOf(Entry.NotKept.class);
    assertThatThrownBy(() -> management.getMessage(Subjects.DEAD_LETTERS_STREAM, 1))
        .isInstanceOf(JetStreamApiException.class);
  }

  private StoredLetter only() {
    var letters = letters(reader.page(1, 10));
    assertThat(letters).hasSize(1);
    return letters.getFirst();
  }

  private static List<StoredLetter> letters(DeadLetterReader.Page page) {
    assertThat(page).isInstanceOf(DeadLetterReader.Page.Letters.class);
    return ((DeadLetterReader.Page.Letters) page).letters();
  }

  private long messages(String stream) throws IOException, JetStreamApiException {
    return connection.jetStreamManagement().getStreamInfo(stream).getStreamState().getMsgCount();
  }

  private static byte[] randomBytes(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
