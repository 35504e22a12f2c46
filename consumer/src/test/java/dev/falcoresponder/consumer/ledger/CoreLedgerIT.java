package dev.falcoresponder.consumer.ledger;

import static dev.falcoresponder.consumer.ledger.Letters.event;
import static dev.falcoresponder.consumer.ledger.Letters.letter;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.consumer.ledger.Ledger.Entry;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class CoreLedgerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private NatsServer server;
  private Connection connection;
  private Ledger ledger;

  @BeforeEach
  void start() throws Exception {
    server = NatsServer.builder().jetStream(false).start();
    connection = Nats.connect(server.url());
    ledger = new CoreLedger(() -> connection, PATIENCE);
    lines.start();
    // The longest line is for this test alone to read.
    logger().setAdditive(false);
    logger().addAppender(lines);
    logger().setLevel(Level.WARN);
  }

  @AfterEach
  void stop() throws Exception {
    logger().detachAppender(lines);
    logger().setAdditive(true);
    logger().setLevel(null);
    connection.close();
    server.close();
  }

  @Test
  void whoListensGetsLettersAndEvents() throws Exception {
    var letters = connection.subscribe(Subjects.DEAD_LETTERS);
    var events = connection.subscribe(Subjects.OUTCOMES);
    var letter = letter(DeadLetterReason.HELD, "größer\n");

    assertThat(ledger.keep("id", letter, new Payload("alert".getBytes(UTF_8))))
        .isEqualTo(new Entry.Kept());
    assertThat(ledger.keep(event("a"))).isEqualTo(new Entry.Kept());

    var heard = letters.nextMessage(PATIENCE);
    assertThat(heard.getSubject()).isEqualTo("falco-responder.dead-letter.held");
    assertThat(heard.getData()).asString(UTF_8).isEqualTo("alert");
    assertThat(LetterHeaders.letter(heard.getHeaders())).isEqualTo(letter);
    assertThat(OutcomeJson.read(events.nextMessage(PATIENCE).getData()))
        .isEqualTo(new OutcomeJson.Reading.Event(event("a")));
  }

  @Test
  void logKeepsTheLetterEvenWithoutABroker() throws Exception {
    connection.close();

    assertThat(
            ledger.keep(
                "id",
                letter(DeadLetterReason.HELD, "größer"),
                new Payload("alert".getBytes(UTF_8))))
        .isEqualTo(new Entry.Kept());

    assertThat(lines.list).hasSize(1);
    var line = lines.list.getFirst();
    assertThat(line.getLevel()).isEqualTo(Level.WARN);
    assertThat(line.getMessage()).isEqualTo("dead letter");
    assertThat(keys(line))
        .containsEntry("id", "id")
        .containsEntry("payloadBytes", 5)
        .containsEntry("payloadBase64", "alert".getBytes(UTF_8))
        .containsAllEntriesOf(letter(DeadLetterReason.HELD, "größer").toHeaders());
  }

  @Test
  void logIsBoundedAndSaysSo() {
    ledger.keep("id", letter(DeadLetterReason.HELD, "e"), new Payload(new byte[1024 * 1024]));

    var keys = keys(lines.list.getFirst());
    assertThat(keys).containsEntry("payloadBytes", 1024 * 1024);
    assertThat((byte[]) keys.get("payloadBase64")).hasSize(CoreLedger.LOGGED_BYTES);
  }

  @Test
  void eventIsNotKeptWithoutABroker() throws Exception {
    connection.close();

    assertThat(ledger.keep(event("a"))).isInstanceOf(Entry.NotKept.class);
  }

  private static Map<String, Object> keys(ILoggingEvent line) {
    return line.getKeyValuePairs().stream()
        .collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(CoreLedger.class);
  }
}
