package dev.falcoresponder.consumer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.cluster.ClusterGateway.DeleteAnswer;
import dev.falcoresponder.consumer.cluster.ClusterGateway.PodAnswer;
import dev.falcoresponder.model.PodRef;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Pods;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** On an API server of its own, since it is killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiServerOutageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ClusterConfig IMPATIENT =
      new ClusterConfig(Duration.ofSeconds(1), Duration.ofSeconds(2), 8, Duration.ofMillis(1));

  private ApiServer server;
  private KubernetesClient admin;
  private Pods pods;
  private ClusterConnection connection;
  private PodRef cart;

  @BeforeAll
  void start() {
    server = ApiServer.start();
    admin = server.adminClient();
    pods = Pods.inFreshNamespace(admin, "outage");
    pods.running("cart-0");
    cart = new PodRef(pods.namespace(), "cart-0");
    connection = Accounts.connect(server.adminConfig(), IMPATIENT);
  }

  @AfterEach
  void mend() {
    server.etcd().resume();
    server.resume();
    server.awaitReady();
    assertThat(connection.gate().awaitOpen(PATIENCE)).isTrue();
  }

  @AfterAll
  void stop() {
    connection.close();
    admin.close();
    server.close();
  }

  @Test
  void killedServerClosesTheGateUntilItIsBack() {
    assertThat(look()).isInstanceOf(PodAnswer.Found.class);
    server.kill();

    assertThat(look())
        .isInstanceOfSatisfying(PodAnswer.Failed.class, ApiServerOutageIT::assertOutage);
    assertThat(connection.gate().isOpen()).isFalse();

    server.restart();

    assertThat(connection.gate().awaitOpen(PATIENCE)).isTrue();
    assertThat(look()).isInstanceOf(PodAnswer.Found.class);
  }

  @Test
  void frozenServerClosesTheGateAndItsDeadConnectionsDoNotLast() {
    assertThat(look()).isInstanceOf(PodAnswer.Found.class);
    server.pause();

    assertThat(look())
        .isInstanceOfSatisfying(PodAnswer.Failed.class, ApiServerOutageIT::assertOutage);

    server.resume();

    assertThat(connection.gate().awaitOpen(PATIENCE)).isTrue();
    await().atMost(PATIENCE).until(() -> look() instanceof PodAnswer.Found);
  }

  @Test
  void serverWithoutItsStoreIsAnOutageAndNotBusy() {
    server.etcd().pause();

    assertThat(look())
        .isInstanceOfSatisfying(PodAnswer.Failed.class, ApiServerOutageIT::assertOutage);
    assertThat(connection.gate().isOpen()).isFalse();
  }

  @Test
  void deletionWhoseAnswerWasLostMayBeAskedForAgain() {
    pods.recreate("cart-1");
    var pod = new PodRef(pods.namespace(), "cart-1");
    var uid = ((PodAnswer.Found) connection.gateway().pod(pod)).pod().uid();
    var deletion =
        new ClusterGateway.Deletion(pod, uid, Optional.empty(), Duration.ofSeconds(1), false);
    server.pause();

    assertThat(connection.gateway().delete(deletion)).isInstanceOf(DeleteAnswer.Failed.class);

    server.resume();
    assertThat(connection.gate().awaitOpen(PATIENCE)).isTrue();
    await()
        .atMost(PATIENCE)
        .until(() -> connection.gateway().delete(deletion).equals(new DeleteAnswer.Deleted()));
    assertThat(connection.gateway().pod(pod))
        .isInstanceOfSatisfying(
            PodAnswer.Found.class, found -> assertThat(found.pod().termination()).isPresent());
  }

  private PodAnswer look() {
    return connection.gateway().pod(cart);
  }

  private static void assertOutage(PodAnswer.Failed failed) {
    assertThat(failed.failure()).isInstanceOf(ClusterFailure.Outage.class);
  }
}
