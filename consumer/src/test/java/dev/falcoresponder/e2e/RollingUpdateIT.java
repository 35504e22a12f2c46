package dev.falcoresponder.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.PreviousProgram;
import dev.falcoresponder.servers.ResponderBuilder;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.Responders;
import dev.falcoresponder.servers.SharedServers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replicas of the version before this one are replaced one by one, as a Deployment does it, and
 * after that this version's by those before, as whoever regrets it does: under 50 alerts a second.
 * Each version works with claims, budget and consumer that the other has written.
 */
@ExtendWith(SharedServers.class)
class RollingUpdateIT {
  private static final Logger log = LoggerFactory.getLogger(RollingUpdateIT.class);
  private static final int REPLICAS = 2;
  private static final int ALERTS_PER_SECOND = 50;

  @Test
  void nothingIsLostAndNothingIsDoneTwiceOnTheWayToThisVersionAndBack(ApiServer apiServer) {
    var before = PreviousProgram.replica().orElseGet(() -> Arrangement.program("run"));
    try (var stage = Stage.open(NatsVersion.NEWEST, apiServer);
        var old = Responders.start(replica(stage).command(_ -> before), REPLICAS);
        var current = Responders.start(replica(stage), 0);
        var oldAgain = Responders.start(replica(stage).command(_ -> before), 0)) {
      var pods = stage.cluster().pods("roll");
      var load = new SteadyLoad(stage, pods, ALERTS_PER_SECOND);
      try (load) {
        replace(old, current);
        replace(current, oldAgain);
      }
      log.info("{} alerts about {} pods", load.published(), load.suspects().size());
      stage.awaitSettled();
      Stage.until("the suspects are gone", () -> pods.countAlive() == load.unsuspected());

      Deaths.of(stage, pods, load.suspects()).assertOneEach();
      assertThat(stage.broker().deadLetters()).isEmpty();
      assertThat(List.of(old, current, oldAgain))
          .allSatisfy(version -> assertThat(acted(version)).isPositive());
      assertThat(acted(old) + acted(current) + acted(oldAgain)).isEqualTo(load.suspects().size());
    }
  }

  /** The next one is ready before the one that it replaces is told to go. */
  private static void replace(Responders some, Responders byOthers) {
    for (var leaver : some.all()) {
      byOthers.add(1);
      leaver.terminate();
      assertThat(leaver.exitCode(Stage.PATIENCE)).hasValue(0);
    }
  }

  private static ResponderBuilder replica(Stage stage) {
    return stage.patient().setting("budget.cluster", "2000");
  }

  /** By their logs, since those that have ended show no metrics any more. */
  private static long acted(Responders replicas) {
    return replicas.all().stream().mapToLong(RollingUpdateIT::acted).sum();
  }

  private static long acted(ResponderProcess replica) {
    return replica.logLines().stream()
        .filter(line -> line.get("message").getAsString().equals("alert settled"))
        .filter(line -> line.get("outcome").getAsString().equals("acted"))
        .count();
  }
}
