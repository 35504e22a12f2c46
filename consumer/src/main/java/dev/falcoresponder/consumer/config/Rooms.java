package dev.falcoresponder.consumer.config;

import dev.falcoresponder.consumer.announce.AnnounceConfig;
import dev.falcoresponder.consumer.broker.BrokerConfig;
import dev.falcoresponder.consumer.broker.ConnectionConfig;
import dev.falcoresponder.consumer.broker.ConnectionConfig.Identity;
import dev.falcoresponder.consumer.broker.ConnectionConfig.Login;
import dev.falcoresponder.consumer.broker.ConnectionConfig.Tls;
import dev.falcoresponder.consumer.budget.BudgetConfig;
import dev.falcoresponder.consumer.cluster.ClusterConfig;
import dev.falcoresponder.consumer.dedup.DedupConfig;
import dev.falcoresponder.consumer.guard.GuardConfig;
import dev.falcoresponder.consumer.intake.IntakeConfig;
import dev.falcoresponder.consumer.resolve.ResolveConfig;
import dev.falcoresponder.consumer.settle.RetryConfig;
import dev.falcoresponder.consumer.target.TargetConfig;
import dev.falcoresponder.consumer.telemetry.HttpConfig;
import dev.falcoresponder.consumer.telemetry.LogConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Gives each room its record. */
final class Rooms {
  /**
   * How long one request for alerts waits: the least that the client allows. A lost broker is
   * noticed within it, and a replica that is told to stop still waits, and takes alerts, so long.
   */
  private static final Duration POLL_WAIT = Duration.ofSeconds(1);

  /** Old enough to spare a request for each pod of a burst, young enough for a label just set. */
  private static final Duration NAMESPACE_TTL = Duration.ofSeconds(10);

  private Rooms() {}

  /** Values must be whole and agree. */
  static ConsumerConfig of(Values values) {
    return new ConsumerConfig(
        connection(values),
        broker(values),
        new IntakeConfig(values.get(ResponseKeys.MAX_IN_HAND), POLL_WAIT),
        new DedupConfig(
            values.get(ProgramKeys.REPLICA_NAME),
            values.get(ResponseKeys.DEDUP_TTL),
            TimeRelations.orphanedAfter(values),
            values.get(ResponseKeys.DEDUP_CACHE_SIZE)),
        new ClusterConfig(
            values.get(ProgramKeys.API_CONNECT_TIMEOUT),
            values.get(ProgramKeys.API_REQUEST_TIMEOUT),
            values.get(ProgramKeys.API_MAX_IN_FLIGHT),
            NAMESPACE_TTL),
        new ResolveConfig(
            values.get(ResponseKeys.RESOLVE_BY_CONTAINER_ID),
            values.get(ResponseKeys.UNVERIFIED_ATTEMPTS)),
        new TargetConfig(
            values.get(ResponseKeys.CLOCK_SKEW), values.get(ResponseKeys.UNVERIFIED_ATTEMPTS)),
        new GuardConfig(ProtectedNamespaces.of(values), values.get(ProgramKeys.OWN_NAMESPACE)),
        new BudgetConfig(
            values.get(BudgetKeys.WINDOW),
            values.get(BudgetKeys.CLUSTER),
            values.get(BudgetKeys.NAMESPACE),
            values.get(BudgetKeys.OWNER)),
        new RetryConfig(
            values.get(ResponseKeys.MAX_ATTEMPTS),
            values.get(ResponseKeys.FIRST_DELAY),
            values.get(ResponseKeys.MAX_DELAY),
            values.get(ResponseKeys.MAX_DELIVERIES)),
        new AnnounceConfig(
            values.get(ProgramKeys.EVENTS),
            values.get(ProgramKeys.OWN_NAMESPACE),
            values.get(ProgramKeys.REPLICA_NAME)),
        new HttpConfig(values.get(ProgramKeys.HTTP_ADDRESS), values.get(ProgramKeys.HTTP_PORT)),
        new LogConfig(values.get(ProgramKeys.LOG_FORMAT), values.get(ProgramKeys.LOG_LEVEL)),
        values.get(ProgramKeys.RULE_FILES),
        values.get(ProgramKeys.RULE_RELOAD_INTERVAL),
        values.get(ProgramKeys.DRY_RUN),
        values.get(ProgramKeys.REPLICA_NAME),
        values.get(ProgramKeys.SHUTDOWN_GRACE));
  }

  private static BrokerConfig broker(Values values) {
    return new BrokerConfig(
        values.get(NatsKeys.MODE),
        values.get(NatsKeys.STREAM),
        values.get(NatsKeys.SUBJECTS),
        values.get(NatsKeys.CONSUMER),
        values.get(NatsKeys.PROVISION),
        values.get(NatsKeys.REPLICAS),
        values.get(NatsKeys.MAX_AGE),
        values.get(NatsKeys.ACK_WAIT),
        values.get(NatsKeys.MAX_ACK_PENDING),
        TimeRelations.horizon(values),
        values.get(ResponseKeys.DEDUP_TTL),
        values.get(BudgetKeys.WINDOW));
  }

  private static ConnectionConfig connection(Values values) {
    return new ConnectionConfig(
        values.get(NatsKeys.SERVERS).stream().map(ServerUrls::withoutUser).toList(),
        "falco-responder " + values.get(ProgramKeys.REPLICA_NAME),
        login(values),
        tls(values),
        values.get(NatsKeys.INBOX_PREFIX),
        values.get(NatsKeys.REQUEST_TIMEOUT));
  }

  private static Optional<Login> login(Values values) {
    return Stream.<Optional<? extends Login>>of(
            UrlLogin.of(values.get(NatsKeys.SERVERS)),
            values
                .find(NatsKeys.USER)
                .flatMap(user ->
                    values
                        .find(NatsKeys.PASSWORD)
                        .map(password -> new Login.UserPassword(user, password))),
            values.find(NatsKeys.TOKEN).map(Login.Token::new),
            values.find(NatsKeys.NKEY_FILE).map(Login.NkeySeed::new),
            values.find(NatsKeys.CREDS_FILE).map(Login.Credentials::new))
        .flatMap(Optional::stream)
        .<Login>map(login -> login)
        .findFirst();
  }

  private static Optional<Tls> tls(Values values) {
    var ca = values.find(NatsKeys.CA_FILE);
    var identity =
        values
            .find(NatsKeys.CERT_FILE)
            .flatMap(certificate ->
                values.find(NatsKeys.KEY_FILE).map(key -> new Identity(certificate, key)));
    return ca.isPresent() || identity.isPresent()
        ? Optional.of(new Tls(ca, identity))
        : Optional.empty();
  }
}
