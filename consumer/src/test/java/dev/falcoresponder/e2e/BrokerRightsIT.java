package dev.falcoresponder.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.falcoresponder.consumer.fixtures.HoldsBucket;
import dev.falcoresponder.manifests.NatsAccounts;
import dev.falcoresponder.model.OutcomeKind;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.SharedServers;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the component {@code nats-accounts} lets replicas do: enough, and nothing that they would
 * not miss. Each right is taken away in an account of its own.
 */
@NotHardened("it has users of its own, and replicas in its own JVM")
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("try") // closing a connection may be interrupted, which fails the test
class BrokerRightsIT {
  private static final String SECOND_FORM_OF_ACKS = "$JS.ACK.*.*.FALCO.falco-responder.>";
  private static final String ALL = "all";

  private final Cluster cluster;
  private final NatsServer server = NatsServer.builder().config(accounts()).start();
  private final NatsServer withSecondForm =
      NatsServer.builder()
          .config(accounts())
          .config("feature_flags: { js_ack_fc_v2: true }")
          .start();

  BrokerRightsIT(ApiServer apiServer) {
    cluster = Cluster.on(apiServer);
  }

  @AfterAll
  void close() {
    server.close();
    withSecondForm.close();
    cluster.close();
  }

  /**
   * A right of the replicas.
   *
   * @param index its place among them
   * @param direction {@code publish} or {@code subscribe}
   */
  record Right(int index, String direction, String subject) {
    /** Whether a subject is covered, as the broker sees it. */
    boolean covers(String complaint) {
      var pattern =
          Pattern.quote(subject).replace("*", "\\E[^.]+\\Q").replaceAll(">\\\\E$", "\\\\E.+");
      return Pattern.compile("(Publish|Subscription) to \"" + pattern + "\"")
          .matcher(complaint)
          .find();
    }
  }

  static List<Right> rights() {
    var user = NatsAccounts.user(account(), NatsAccounts.RESPONDER);
    var subjects =
        Stream.of("publish", "subscribe")
            .flatMap(direction ->
                StreamSupport.stream(NatsAccounts.allowed(user, direction).spliterator(), false)
                    .map(subject -> new Right(0, direction, subject.getAsString())))
            .toList();
    return IntStream.range(0, subjects.size())
        .mapToObj(index ->
            new Right(index, subjects.get(index).direction(), subjects.get(index).subject()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rights")
  void replicaMissesEachRightAndSaysWhich(Right right) throws Exception {
    var broker = right.subject().equals(SECOND_FORM_OF_ACKS) ? withSecondForm : server;
    try (var admin = admin(broker, Integer.toString(right.index()))) {
      HoldsBucket.provision(admin, 1);
      try (var replica = replica(broker, Integer.toString(right.index()))) {
        giveWork(admin);

        Stage.until(
            "a complaint about " + right.subject(),
            () -> replica.complaints().stream().anyMatch(right::covers));
      }
    }
  }

  static Stream<Boolean> forms() {
    return Stream.of(false, true);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void replicaWithAllOfThemDoesItsWorkWithoutAComplaint(boolean secondFormOfAcks) throws Exception {
    var broker = secondFormOfAcks ? withSecondForm : server;
    try (var admin = admin(broker, ALL)) {
      HoldsBucket.provision(admin, 1);
      try (var replica = replica(broker, ALL)) {
        giveWork(admin);

        var streams = admin.jetStreamManagement();
        Stage.until("everything is answered", () -> settled(streams));
        assertThat(streams.getMessage(Subjects.OUTCOMES_STREAM, 1).getSubject())
            .isEqualTo(Subjects.outcome(OutcomeKind.ACTED));
        assertThat(streams.getStreamInfo(Subjects.DEAD_LETTERS_STREAM).getStreamState())
            .satisfies(state -> assertThat(state.getMsgCount()).isEqualTo(1));
        assertThat(replica.complaints()).isEmpty();
      }
    }
  }

  private static boolean settled(JetStreamManagement streams) {
    try {
      var consumer = streams.getConsumerInfo(Broker.STREAM, Broker.CONSUMER);
      return consumer.getNumPending() == 0 && consumer.getNumAckPending() == 0;
    } catch (IOException | JetStreamApiException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * An alert that is acted on, one that is given up, and two about a container that nobody knows:
   * the second finds a claim that is not settled, and has to ask about its owner.
   */
  private void giveWork(Connection admin) throws Exception {
    var pods = cluster.pods("rights");
    var alerts = admin.jetStream();
    var acted = Alert.about(pods.running("cart-0"));
    alerts.publish(acted.subject(), acted.payload());
    alerts.publish("falco.notice.garbage", "{".getBytes(UTF_8));
    var unknown = Alert.naming(pods.running("cart-1")).with("container.id", "0123456789ab");
    alerts.publish(unknown.subject(), unknown.payload());
    alerts.publish(unknown.subject(), unknown.payload());
  }

  private InProcessReplica replica(NatsServer broker, String account) {
    return InProcessReplica.start(
        cluster.kubeconfig(),
        Map.of(
            "HOSTNAME",
            "replica-" + account,
            "FALCO_RESPONDER_NATS_SERVERS",
            broker.url(),
            "FALCO_RESPONDER_NATS_USER",
            NatsAccounts.RESPONDER + "-" + account,
            "FALCO_RESPONDER_NATS_PASSWORD",
            NatsAccounts.PASSWORD,
            "FALCO_RESPONDER_NATS_PROVISION",
            "verify",
            "FALCO_RESPONDER_NATS_INBOX_PREFIX",
            NatsAccounts.INBOX_PREFIX,
            "FALCO_RESPONDER_TARGET_UNVERIFIED_ATTEMPTS",
            "2",
            "FALCO_RESPONDER_HTTP_ADDRESS",
            "127.0.0.1",
            "FALCO_RESPONDER_HTTP_PORT",
            "0",
            "FALCO_RESPONDER_SHUTDOWN_GRACE",
            "0s"));
  }

  private static Connection admin(NatsServer broker, String account) throws Exception {
    return Nats.connect(
        "nats://admin-" + account + ":" + NatsAccounts.PASSWORD + "@127.0.0.1:" + broker.port());
  }

  private static JsonObject account() {
    return NatsAccounts.accounts().getAsJsonObject(NatsAccounts.ACCOUNT);
  }

  /** One with all rights, and for each right one without it; the users' names say which. */
  private static String accounts() {
    var accounts = new JsonObject();
    accounts.add(ALL, renamed(account(), ALL));
    for (var right : rights()) {
      var account = account();
      var responder = NatsAccounts.user(account, NatsAccounts.RESPONDER);
      var allowed = NatsAccounts.allowed(responder, right.direction());
      allowed.remove(new JsonPrimitive(right.subject()));
      if (allowed.isEmpty()) {
        // No list at all would allow everything.
        var none = new JsonObject();
        var everything = new JsonArray();
        everything.add(">");
        none.add("deny", everything);
        responder.getAsJsonObject("permissions").add(right.direction(), none);
      }
      accounts.add("without-" + right.index(), renamed(account, Integer.toString(right.index())));
    }
    return NatsAccounts.config(accounts);
  }

  /** Nobody else uses one of these accounts. */
  private static JsonObject renamed(JsonObject account, String suffix) {
    account.remove("exports");
    for (JsonElement user : account.getAsJsonArray("users")) {
      var name = user.getAsJsonObject().get("user").getAsString();
      user.getAsJsonObject().addProperty("user", name + "-" + suffix);
    }
    return account;
  }
}
