package dev.falcoresponder.campaign;

import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.Scratch;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Where a run takes place: a broker and a namespace of its own, in the cluster of all runs.
 *
 * @param battle what faults can reach
 * @param pods the pods
 */
record Ground(Kube kube, Pods pods, Battle battle, Connection connection, Scratch scratch)
    implements AutoCloseable {
  /** The campaign breaks the server, and need not be told. */
  private static final ErrorListener UNMOVED = new ErrorListener() {};

  static Ground open(Kube kube, Plan plan, List<String> command) {
    var scratch = Scratch.create("campaign");
    var brokers = plan.clustered() ? Brokers.clustered(plan.nats()) : Brokers.single(plan.nats());
    var connection = connect(brokers.url());
    var chronicle = new Chronicle();
    var answers = new AnswerProxy(kube.server().admin());
    var rules = RuleFile.in(scratch);
    var login =
        new Login(
            kube,
            plan.breaks(ClusterFaults.Spoil.class) ? answers::through : UnaryOperator.identity());
    var clocks =
        plan.breaks(ReplicaFaults.StepClock.class)
            ? Optional.of(Clocks.byFaketime())
            : Optional.<Clocks>empty();
    var recruiter = new Recruiter(command, brokers, login, clocks, rules.file(), scratch);
    var battle =
        new Battle(
            brokers,
            new Warden(brokers, chronicle),
            new Streams(connection),
            kube.server(),
            answers,
            login,
            new Fleet(recruiter::recruit),
            rules,
            new Publisher(connection, chronicle),
            chronicle);
    return new Ground(kube, kube.pods(), battle, connection, scratch);
  }

  private static Connection connect(String url) {
    try {
      return Nats.connect(
          Options.builder()
              .servers(url.split(","))
              .maxReconnects(-1)
              .reconnectWait(Duration.ofMillis(100))
              // What was not sent is sent again by whoever wanted it.
              .reconnectBufferSize(0)
              .errorListener(UNMOVED)
              .build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Whoever makes pods and alerts here. */
  Crowd crowd(Random random) {
    return new Crowd(pods, battle.chronicle(), random);
  }

  /** What can be known from outside. */
  Evidence evidence() {
    var chronicle = battle.chronicle();
    chronicle.save(battle.streams().outcomes(), battle.streams().letters());
    var consumer = battle.streams().consumer();
    return new Evidence(
        chronicle.pods(),
        chronicle.alerts(),
        kube.deletions(pods.namespace()),
        chronicle.savedOutcomes(),
        chronicle.savedLetters(),
        chronicle.losses(),
        chronicle.silences(),
        kube.alive(pods.namespace()),
        consumer.map(now -> now.getNumPending()).orElse(0L),
        consumer.map(now -> now.getNumAckPending()).orElse(0L),
        chronicle.excused());
  }

  @Override
  public void close() {
    battle.fleet().close();
    battle.warden().close();
    battle.answers().close();
    try {
      connection.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    battle.brokers().close();
    scratch.close();
  }
}
