package dev.falcoresponder.consumer.budget;

import static dev.falcoresponder.consumer.budget.Storm.pod;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.budget.BudgetStore.Change;
import dev.falcoresponder.consumer.budget.BudgetStore.Lookup;
import dev.falcoresponder.consumer.budget.BudgetStore.Time;
import dev.falcoresponder.consumer.fixtures.HoldsBucket;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.Link;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.SteadyConnection;
import dev.falcoresponder.servers.TcpProxy;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The budget of several replicas on a real broker. */
@ParameterizedClass
@EnumSource(NatsVersion.class)
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class JetStreamBudgetIT {
  private static final Spending GRANTED = new Spending.Granted();
  private static final BudgetConfig TWENTY = new BudgetConfig(Duration.ofMinutes(10), 20, 0, 0);

  @Parameter NatsVersion version;
  private NatsServer server;
  private final List<Connection> connections = new ArrayList<>();
  private final AtomicInteger missed = new AtomicInteger();

  @BeforeEach
  void start() throws Exception {
    server = NatsServer.start(version);
    HoldsBucket.provision(connect(), 1);
  }

  @AfterEach
  void stop() throws Exception {
    for (var connection : connections) {
      connection.close();
    }
    server.close();
  }

  private Connection connect() throws Exception {
    connections.add(Nats.connect(server.url()));
    return connections.getLast();
  }

  private JetStreamBudgetStore store() {
    return new JetStreamBudgetStore(
        HoldsBucket.of(connections.getFirst(), _ -> missed.incrementAndGet()));
  }

  private BudgetDesk desk(BudgetConfig config) {
    return new BudgetDesk(store(), config, new Random(1));
  }

  @Test
  void tenReplicasAtOnceLetExactlyTwentyThrough() throws Exception {
    for (int more = 0; more < 9; more++) {
      connect();
    }
    var storm = Storm.of(connections, 10, TWENTY);

    var answers = storm.of(0, 300);

    assertThat(answers).filteredOn(GRANTED::equals).hasSize(20);
    assertThat(answers).filteredOn(Spending.Over.class::isInstance).hasSize(280);
    assertThat(kept()).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void redeliveredAlertsOfReplicasThatDiedSpendNothing() throws Exception {
    var died = Storm.of(connections, 3, TWENTY);
    assertThat(died.of(0, 20)).containsOnly(GRANTED);

    var heirs = Storm.of(List.of(connect()), 7, TWENTY);

    assertThat(heirs.of(0, 20)).containsOnly(GRANTED);
    assertThat(kept()).hasSize(20);
    assertThat(heirs.of(20, 40)).hasOnlyElementsOfType(Spending.Over.class);
  }

  /** By the broker's clock, and however the deletions are spread. */
  @Test
  void windowSlides() throws Exception {
    var window = Duration.ofSeconds(3);
    var desk = desk(new BudgetConfig(window, 3, 0, 0));
    for (int number = 0; number < 9; number++) {
      var request = pod(number);
      Awaitility.await().until(() -> desk.spend(request).equals(GRANTED));
      assertThat(kept()).hasSizeLessThanOrEqualTo(3);
    }
    var seen = new ArrayList<Instant>();
    for (var spend : kept()) {
      seen.add(spend.at());
    }
    assertThat(desk.spend(pod(9)))
        .isInstanceOfSatisfying(
            Spending.Over.class,
            over ->
                assertThat(over.uses().getFirst().freeAt()).contains(seen.getFirst().plus(window)));
  }

  @Test
  void deletionsAreDatedByTheBrokersClock() throws Exception {
    var store = store();
    var began = System.nanoTime();
    var first = ((Time.Now) store.now()).time();
    var doubt = Duration.ofNanos(System.nanoTime() - began);
    var before = stored();
    var now = ((Time.Now) store.now()).time();
    var after = stored();

    assertThat(first).isBefore(now);
    assertThat(now).isBetween(before.minus(doubt), after.plus(doubt));
    var messages = messages();
    store.now();
    assertThat(messages()).as("the clock is not asked each time").isEqualTo(messages);
  }

  @Test
  void valueIsKeptByCompareAndSet() {
    var store = store();
    assertThat(store.read()).isEqualTo(new Lookup.Found(List.of(), 0));
    var one = List.of(Spend.of(pod(1), Instant.EPOCH));
    var two = List.of(Spend.of(pod(2), Instant.EPOCH));

    var revision = ((Change.Won) store.write(one, 0)).revision();

    assertThat(store.write(two, 0)).isEqualTo(new Change.Lost());
    assertThat(store.read()).isEqualTo(new Lookup.Found(one, revision));
    assertThat(store.write(two, revision)).isInstanceOf(Change.Won.class);
    assertThat(store.write(one, revision)).isEqualTo(new Change.Lost());
    assertThat(((Lookup.Found) store.read()).spends()).isEqualTo(two);
  }

  @Test
  void budgetIsClearedWithAnyToolForBuckets() throws Exception {
    var desk = desk(new BudgetConfig(Duration.ofMinutes(10), 1, 0, 0));
    var tool = connections.getFirst().keyValue(Subjects.HOLDS_BUCKET);
    desk.spend(pod(1));
    assertThat(desk.spend(pod(2))).isInstanceOf(Spending.Over.class);
    assertThat(tool.get("budget").getValueAsString()).startsWith("falco-responder budget 1\n");

    tool.delete("budget");

    assertThat(desk.spend(pod(2))).isEqualTo(GRANTED);
    assertThat(desk.spend(pod(3))).isInstanceOf(Spending.Over.class);
  }

  /** What it stands for is not known, so nothing is granted, and a person is told what to do. */
  @Test
  void garbageGrantsNothing() throws Exception {
    var desk = desk(TWENTY);
    desk.spend(pod(1));
    connections.getFirst().keyValue(Subjects.HOLDS_BUCKET).put("budget", "note".getBytes(UTF_8));

    assertThat(desk.spend(pod(2)))
        .isInstanceOfSatisfying(
            Spending.Unknown.class,
            unknown ->
                assertThat(unknown.why()).contains("nats kv del falco-responder-holds budget"));
    assertThat(desk.spend(pod(2))).isInstanceOf(Spending.Unknown.class);
  }

  @Test
  void missingBucketGrantsNothingAndIsReported() throws Exception {
    var desk = desk(TWENTY);
    desk.spend(pod(1));
    connections.getFirst().jetStreamManagement().deleteStream("KV_" + Subjects.HOLDS_BUCKET);

    assertThat(desk.spend(pod(2)))
        .isEqualTo(new Spending.Unknown("the broker has no bucket falco-responder-holds now"));
    assertThat(missed).hasPositiveValue();
    assertThat(desk(TWENTY).spend(pod(2))).isInstanceOf(Spending.Unknown.class);

    HoldsBucket.provision(connections.getFirst(), 1);
    assertThat(desk.spend(pod(2))).isEqualTo(GRANTED);
  }

  @Test
  @SuppressWarnings(
      "try") // a Connection may be interrupted while it closes, which nobody does here
  void silentBrokerGrantsNothingAndNothingIsSpentTwice() throws Exception {
    try (var proxy = TcpProxy.to(server);
        var far = SteadyConnection.to(proxy.natsUrl())) {
      var desk =
          new BudgetDesk(
              new JetStreamBudgetStore(HoldsBucket.impatient(far)), TWENTY, new Random(1));
      assertThat(desk.spend(pod(1))).isEqualTo(GRANTED);
      proxy.become(new Link.BlackHole());

      assertThat(desk.spend(pod(2))).isInstanceOf(Spending.Unknown.class);

      proxy.become(new Link.Open());
      Awaitility.await().until(() -> desk.spend(pod(2)).equals(GRANTED));
      assertThat(kept()).hasSize(2);
    }
  }

  private List<Spend> kept() {
    return ((Lookup.Found) store().read()).spends();
  }

  /** When the broker stores something now. */
  private Instant stored() throws Exception {
    var connection = connections.getFirst();
    var ack = connection.jetStream().publish("falco.clock", new byte[0]);
    var message = connection.jetStreamManagement().getMessage("FALCO", ack.getSeqno());
    return requireNonNull(message.getTime()).toInstant();
  }

  private long messages() throws Exception {
    return connections
        .getFirst()
        .jetStreamManagement()
        .getStreamInfo("KV_" + Subjects.HOLDS_BUCKET)
        .getStreamState()
        .getLastSequence();
  }
}
