package dev.falcoresponder.campaign;

import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.servers.Restartable;
import java.util.Random;

/** What happens to the API server and to its answers. */
final class ClusterFaults {
  private ClusterFaults() {}

  /** Which of the two programs. */
  enum Part {
    API_SERVER,
    ETCD;

    private Restartable of(Battle battle) {
      return this == ETCD ? battle.apiServer().etcd() : battle.apiServer();
    }
  }

  /** SIGKILL, and a start on the same data. */
  record Kill(Part part) implements Fault {
    @Override
    public void strike(Battle battle, Random random) {
      Hold.between(random, 0, 300);
      part.of(battle).kill();
      Hold.between(random, 0, 2_000);
      part.of(battle).restart();
      battle.apiServer().awaitReady();
    }
  }

  /** SIGSTOP and SIGCONT. */
  record Freeze(Part part) implements Fault {
    @Override
    public void strike(Battle battle, Random random) {
      Hold.between(random, 0, 300);
      part.of(battle).pause();
      Hold.between(random, 500, 6_000);
      part.of(battle).resume();
      battle.apiServer().awaitReady();
    }
  }

  /** The account's token is refused, and another is written later. */
  record RevokeToken() implements Fault {
    @Override
    public void strike(Battle battle, Random random) {
      Hold.between(random, 0, 300);
      battle.login().revoke();
      Hold.between(random, 0, 2_000);
      battle.login().renew();
    }
  }

  /** Every other answer about a pod is like that for a while. */
  record Spoil(Answer answer) implements Fault {
    private static final int FORBIDDEN = 403;

    @Override
    public void strike(Battle battle, Random random) {
      // A missing permission is for a person to mend, and not waited for.
      if (answer instanceof Answer.Instead(var code, _) && code == FORBIDDEN) {
        battle.chronicle().excuse(DeadLetterReason.FORBIDDEN);
      }
      battle.answers().become(answer);
      Hold.between(random, 500, 3_000);
      battle.answers().become(new Answer.Untouched());
    }
  }
}
