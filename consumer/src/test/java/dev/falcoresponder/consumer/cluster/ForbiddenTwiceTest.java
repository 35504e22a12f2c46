package dev.falcoresponder.consumer.cluster;

import static dev.falcoresponder.consumer.cluster.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.ClusterGateway.PodAnswer;
import dev.falcoresponder.model.PodRef;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A permission that is missing is believed only of an API server that is ready. */
class ForbiddenTwiceTest {
  private static final String FORBIDDEN =
      """
      {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Forbidden","code":403,
       "message":"pods \\"cart-0\\" is forbidden: User \\"responder\\" cannot get resource \\"pods\\""}
      """;

  private final ScriptedServer server = new ScriptedServer();
  private final ClusterConnection connection = server.connect(Duration.ofSeconds(5), 4);

  @AfterEach
  void close() {
    connection.close();
    server.close();
  }

  @Test
  void serverThatForbidsWhileItStartsIsAwayAndForbidsNothing() {
    server.then(answer(403, FORBIDDEN)).health(answer(500, "[-]poststarthook/rbac failed"));

    assertThat(failure()).isInstanceOf(ClusterFailure.Outage.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void serverThatForbidsEvenToAskHowItIsMayJustHaveStarted() {
    server
        .then(answer(403, FORBIDDEN))
        .health(client -> answer(server.probes() == 1 ? 403 : 500, "[-]rbac").to(client));

    assertThat(failure()).isInstanceOf(ClusterFailure.Outage.class);
  }

  @Test
  void serverThatForbidsForGoodToAskHowItIsIsBelieved() {
    server.always(answer(403, FORBIDDEN)).health(answer(403, FORBIDDEN));

    assertThat(failure()).isInstanceOf(ClusterFailure.Forbidden.class);
  }

  @Test
  void serverThatHasJustBecomeReadyIsAskedAgain() {
    server.then(answer(403, FORBIDDEN)).then(answer(200, Bodies.POD));

    assertThat(pod()).isInstanceOf(PodAnswer.Found.class);
  }

  @Test
  void serverThatIsReadyAndForbidsAgainMeansIt() {
    server.always(answer(403, FORBIDDEN));

    assertThat(failure()).isInstanceOf(ClusterFailure.Forbidden.class);
    assertThat(server.requests()).hasSize(2);
  }

  private PodAnswer pod() {
    return connection.gateway().pod(new PodRef("shop", "cart-0"));
  }

  private ClusterFailure failure() {
    return ((PodAnswer.Failed) pod()).failure();
  }
}
