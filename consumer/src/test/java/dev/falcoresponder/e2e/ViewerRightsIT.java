package dev.falcoresponder.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.manifests.NatsAccounts;
import dev.falcoresponder.model.OutcomeKind;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.Command;
import dev.falcoresponder.servers.NatsCli;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the component {@code nats-accounts} lets the user do who looks: all that whoever is on call
 * looks at, and nothing that changes anything.
 */
@NotHardened("it has users of its own")
@SuppressWarnings("try") // closing a connection may be interrupted, which fails the test
class ViewerRightsIT {
  private static final String LETTERS = Subjects.DEAD_LETTERS_STREAM;
  private static final String HOLDS = Subjects.HOLDS_BUCKET;

  /** What is asked by each right. */
  private static final Map<String, String> ASKED =
      Map.of(
          "$JS.API.STREAM.LIST", "$JS.API.STREAM.LIST",
          "$JS.API.STREAM.INFO.*", "$JS.API.STREAM.INFO.FALCO",
          "$JS.API.STREAM.MSG.GET.*", "$JS.API.STREAM.MSG.GET.FALCO",
          "$JS.API.CONSUMER.INFO.*.*", "$JS.API.CONSUMER.INFO.FALCO.falco-responder");

  private static final List<String> FORBIDDEN =
      List.of(
          "falco.notice.x",
          "falco-responder.outcome.acted",
          "falco-responder.dead-letter.held",
          "$KV.falco-responder-holds.budget",
          "$KV.falco-responder-holds.approval.x",
          "$KV.falco-responder-claims.x",
          // Taking alerts away from the replicas, or answering in their place.
          "$JS.API.CONSUMER.MSG.NEXT.FALCO.falco-responder",
          "$JS.ACK.FALCO.falco-responder.1.1.1.1.1",
          "$JS.API.CONSUMER.DELETE.FALCO.falco-responder",
          "$JS.API.CONSUMER.CREATE.FALCO",
          "$JS.API.CONSUMER.CREATE.FALCO.falco-responder",
          "$JS.API.CONSUMER.CREATE.FALCO.falco-responder.falco.nothing",
          "$JS.API.CONSUMER.CREATE.FALCO.own.falco.>",
          "$JS.API.CONSUMER.DURABLE.CREATE.FALCO.falco-responder",
          "$JS.API.STREAM.CREATE.FALCO_COPY",
          "$JS.API.STREAM.UPDATE.FALCO",
          "$JS.API.STREAM.DELETE.FALCO",
          "$JS.API.STREAM.PURGE.FALCO",
          "$JS.API.STREAM.SNAPSHOT.FALCO",
          "$JS.API.STREAM.MSG.DELETE.FALCO",
          "$JS.API.STREAM.MSG.DELETE.FALCO_RESPONDER_DEAD_LETTERS");

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void whatThereIsToSeeIsSeenByTheNatsCommandLine(NatsVersion version) {
    try (var broker = furnished(Users.OF_ACCOUNTS.server(version).start())) {
      var nats = NatsCli.of(broker.url(Users.VIEWER));

      assertShows(
          nats.run("consumer", "info", "FALCO", "falco-responder"), "Unprocessed Messages: 1");
      assertShows(nats.run("stream", "info", "FALCO"), "Messages: 1");
      assertShows(nats.run("stream", "report"), "FALCO_RESPONDER_OUTCOMES");
      assertShows(nats.run("stream", "subjects", Subjects.OUTCOMES_STREAM), "outcome.acted");
      assertShows(nats.run("stream", "subjects", LETTERS), "dead-letter.held");
      assertShows(nats.run("stream", "get", LETTERS, "1"), "kept");
      assertShows(nats.run("stream", "get", "FALCO", "1", "--json"), "\"seq\": 1");
      assertShows(nats.run("kv", "get", HOLDS, "budget", "--raw"), "spent");
    }
  }

  private static void assertShows(Command.Answer answer, String text) {
    assertThat(answer.exit()).as(answer.stderr()).isZero();
    assertThat(answer.stdout()).contains(text);
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void whatThereIsToSeeIsSeenByTheProgram(NatsVersion version) {
    try (var broker = furnished(Users.OF_ACCOUNTS.server(version).start())) {
      var program = broker.cli(Users.VIEWER);

      assertShows(program.run("explain", "--from", "1", "--each"), "shop/cart-0");
      assertShows(program.run("replay", "--from", "1", "--dry-run"), "would replay 1 alert");
      assertShows(program.run("outcomes", "--from", "1h"), "unreadable");
      assertShows(program.run("dead-letters", "list", "--reason", "held"), "unreadable");
      assertShows(program.run("dead-letters", "show", "1"), "kept");
    }
  }

  @ParameterizedTest
  @EnumSource(NatsVersion.class)
  void nothingIsChangedAndNoAlertTakenAway(NatsVersion version) throws Exception {
    var complaints = new ConcurrentLinkedQueue<String>();
    try (var broker = furnished(Users.OF_ACCOUNTS.server(version).start());
        var viewer = viewer(broker, complaints)) {
      var before = broker.ask(ViewerRightsIT::everything);

      for (var subject : FORBIDDEN) {
        viewer.publish(subject, viewer.createInbox(), new byte[0]);
        Stage.until(
            "a complaint about " + subject,
            () -> complaints.stream().anyMatch(said -> said.contains("\"" + subject + "\"")));
      }

      assertThat(complaints).allMatch(said -> said.startsWith("Permissions Violation for Publish"));
      assertThat(broker.ask(ViewerRightsIT::everything)).isEqualTo(before);
      assertThat(broker.consumer().getNumPending()).isEqualTo(1);
    }
  }

  private static List<String> everything(JetStreamManagement broker)
      throws IOException, JetStreamApiException {
    return broker.getStreams().stream().map(ViewerRightsIT::state).sorted().toList();
  }

  private static String state(StreamInfo stream) {
    var state = stream.getStreamState();
    return String.join(
        " ",
        stream.getConfiguration().toJson(),
        Long.toString(state.getFirstSequence()),
        Long.toString(state.getLastSequence()),
        Long.toString(state.getMsgCount()),
        Long.toString(state.getConsumerCount()));
  }

  static Stream<String> rights() {
    return NatsAccounts.accounts()
        .getAsJsonObject(NatsAccounts.VIEW)
        .getAsJsonObject("mappings")
        .keySet()
        .stream();
  }

  @ParameterizedTest
  @MethodSource("rights")
  void eachRightIsNeeded(String right) throws Exception {
    var accounts = NatsAccounts.accounts();
    accounts.getAsJsonObject(NatsAccounts.VIEW).getAsJsonObject("mappings").remove(right);
    var server = NatsServer.builder().config(NatsAccounts.config(accounts)).start();
    var complaints = new ConcurrentLinkedQueue<String>();
    try (var broker = furnished(server);
        var viewer = viewer(broker, complaints)) {
      for (var asked : ASKED.entrySet()) {
        var question = asked.getKey().contains(".MSG.") ? "{\"seq\": 1}" : "";
        var answer = viewer.request(asked.getValue(), question.getBytes(UTF_8));
        if (asked.getKey().equals(right)) {
          Stage.until("a complaint", () -> !complaints.isEmpty());
        } else {
          assertThat(new String(answer.get(60, TimeUnit.SECONDS).getData(), UTF_8))
              .doesNotContain("\"error\"");
        }
      }
      assertThat(complaints)
          .singleElement()
          .asString()
          .contains("for Publish to \"" + ASKED.get(right) + "\"");
    }
  }

  /** With an alert that waits, an outcome event, a dead letter and a budget. */
  private static Broker furnished(NatsServer server) {
    var broker = Broker.of(server, Users.OF_ACCOUNTS);
    Users.OF_ACCOUNTS.furnish(broker.connection(), Map.of());
    broker.store(Alert.naming("shop", "cart-0"));
    broker.store(Subjects.outcome(OutcomeKind.ACTED), "by hand".getBytes(UTF_8));
    broker.store("falco-responder.dead-letter.held", "kept".getBytes(UTF_8));
    broker.store("$KV." + HOLDS + ".budget", "spent".getBytes(UTF_8));
    return broker;
  }

  private static Connection viewer(Broker broker, Queue<String> complaints) throws Exception {
    var listener =
        new ErrorListener() {
          @Override
          public void errorOccurred(Connection connection, String error) {
            complaints.add(error);
          }
        };
    return Nats.connect(
        Options.builder().server(broker.url(Users.VIEWER)).errorListener(listener).build());
  }
}
