package dev.falcoresponder.campaign;

import dev.falcoresponder.campaign.Loss.Store;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.NatsServer;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/** What happens to the broker and to what lies there. */
final class BrokerFaults {
  private BrokerFaults() {}

  /** SIGKILL, and a start on the same store after that. */
  private static void crash(Battle battle, NatsServer server, Runnable meanwhile) {
    battle
        .warden()
        .undisturbed(() -> {
          server.kill();
          meanwhile.run();
          server.restart();
        });
  }

  /** SIGKILL, and a start on the same store. */
  record Kill() implements Fault {
    @Override
    public void strike(Battle battle, Random random) {
      Hold.between(random, 0, 300);
      crash(battle, battle.brokers().any(), () -> Hold.between(random, 0, 3_000));
    }
  }

  /** SIGSTOP and SIGCONT. */
  record Freeze() implements Fault {
    @Override
    public void strike(Battle battle, Random random) {
      Hold.between(random, 0, 300);
      battle.brokers().any().pause();
      Hold.between(random, 500, 6_000);
      battle.brokers().any().resume();
    }
  }

  /** SIGKILL, and a start on an empty store. */
  record Empty() implements Fault {
    @Override
    public void strike(Battle battle, Random random) {
      Hold.between(random, 0, 300);
      battle
          .warden()
          .undisturbed(() -> {
            battle.lose(battle.brokers().any()::kill, Store.values());
            battle.brokers().emptyStore();
            battle.brokers().any().restart();
          });
    }
  }

  /** SIGKILL of the member that leads the stream of the alerts; it comes back a little later. */
  record KillLeader() implements Fault {
    @Override
    public void strike(Battle battle, Random random) {
      Hold.between(random, 0, 300);
      var info = battle.streams().ask(broker -> broker.getStreamInfo(Streams.ALERTS));
      var leader = Objects.requireNonNull(info.getClusterInfo()).getLeader();
      var member = battle.brokers().cluster().orElseThrow().server(Objects.requireNonNull(leader));
      crash(battle, member, () -> Hold.between(random, 500, 3_000));
      battle.brokers().awaitHealthy();
    }
  }

  /** No room is left for anything: no alert, claim, outcome or dead letter can be stored. */
  record Fill() implements Fault {
    @Override
    public void strike(Battle battle, Random random) {
      Hold.between(random, 0, 300);
      battle.streams().fill();
      Hold.between(random, 500, 4_000);
      battle.streams().unfill();
    }
  }

  /**
   * A stream or bucket is deleted.
   *
   * @param means what is lost by that, as far as the checker has to know
   */
  record DeleteStream(String stream, Optional<Store> means) implements Fault {
    @Override
    public void strike(Battle battle, Random random) {
      Hold.between(random, 0, 300);
      battle.lose(() -> battle.streams().delete(stream), means.stream().toArray(Store[]::new));
    }
  }

  /**
   * The dead letters are deleted while somebody listens to new ones, which keeps the broker from
   * telling whoever writes one that no stream keeps it: that is found out by its silence.
   */
  record DeleteLetters() implements Fault {
    @Override
    public void strike(Battle battle, Random random) {
      battle.streams().listen(Subjects.DEAD_LETTERS);
      new DeleteStream(Subjects.DEAD_LETTERS_STREAM, Optional.of(Store.LETTERS))
          .strike(battle, random);
    }
  }

  /** The consumer is deleted: all that is in the stream is delivered anew. */
  record DeleteConsumer() implements Fault {
    @Override
    public void strike(Battle battle, Random random) {
      Hold.between(random, 0, 300);
      battle.streams().deleteConsumer();
      battle.chronicle().lost(new Loss(Store.CONSUMER, Instant.now(), 0));
    }
  }
}
