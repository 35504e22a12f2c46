package dev.falcoresponder.e2e;

import static org.awaitility.Awaitility.await;

import dev.falcoresponder.model.ResponseOutcome;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.ResponderBuilder;
import dev.falcoresponder.servers.ResponderProcess;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A broker of its own and a cluster that is shared, with what replicas must be told to use them.
 *
 * @param broker since claims, outcomes and dead letters have names that are the same everywhere
 */
record Stage(Broker broker, Cluster cluster) implements AutoCloseable {
  /** Longer than anything here takes on a busy machine. */
  static final Duration PATIENCE = Duration.ofSeconds(90);

  /** With a fresh broker of that version. */
  static Stage open(NatsVersion version, ApiServer apiServer) {
    return open(Users.ofThisRun().server(version).start(), apiServer);
  }

  /** With that broker, which has the users of this run and is closed with this. */
  static Stage open(NatsServer server, ApiServer apiServer) {
    return new Stage(Broker.of(server), Cluster.on(apiServer));
  }

  /** What a replica is told: where the servers are, and to say everything that it does. */
  ResponderBuilder replica() {
    return broker
        .users()
        .tell(ResponderProcess.builder())
        .command(_ -> Arrangement.program("run"))
        .beforeStart(variables -> broker.users().furnish(broker.connection(), variables))
        .nats(broker.server().url())
        .kubeconfig(cluster.kubeconfig())
        .setting("http.address", "127.0.0.1")
        .setting("log.format", "json")
        .setting("log.level", "debug");
  }

  /** A replica that waits for answers, and the broker for it, longer than any test. */
  ResponderBuilder patient() {
    return replica()
        .setting("nats.ack-wait", "10m")
        .setting("kubernetes.connect-timeout", "1m")
        .setting("kubernetes.request-timeout", "1m")
        .setting("dedup.ttl", "1h");
  }

  /** Returns when every alert that was published has left the consumer's hands. */
  void awaitSettled() {
    until("all alerts settled", broker::settled);
  }

  /** The outcome events about a pod once there is one and all alerts are settled. */
  List<ResponseOutcome> outcomesOf(String namespace, String pod) {
    until("an outcome for " + pod, () -> !broker.outcomes(namespace, pod).isEmpty());
    awaitSettled();
    return broker.outcomes(namespace, pod);
  }

  /** The deletions in a namespace once so many are written down, shortly after their answers. */
  List<AuditLog.Entry> deletions(String namespace, int atLeast) {
    until(atLeast + " deletions", () -> cluster.deletions(namespace).size() >= atLeast);
    return cluster.deletions(namespace);
  }

  /** Returns when it is so. */
  static void until(String what, BooleanSupplier so) {
    await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(25))
        .ignoreExceptions()
        .until(so::getAsBoolean);
  }

  @Override
  public void close() {
    broker.close();
    cluster.close();
  }
}
