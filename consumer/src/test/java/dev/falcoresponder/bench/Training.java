package dev.falcoresponder.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.falcoresponder.servers.Pods;
import dev.falcoresponder.servers.ResponderBuilder;
import dev.falcoresponder.servers.ResponderProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * Does a replica's work with it, so that the JVM learns which classes and profiles that takes, and
 * ends it as Kubernetes does; the JVM then writes its cache.
 */
public final class Training {
  private static final int KILLS = 100;
  private static final int NOISE = 1_000;
  private static final Duration WORK = Duration.ofMinutes(5);
  private static final Duration WRITING = Duration.ofMinutes(8);

  /**
   * Profiles serve the second compiler, which replicas do without; they would make a start a tenth
   * slower and 3 MB larger.
   */
  private static final String WITHOUT_PROFILES =
      "-XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining"
          + " -XX:AOTCacheOutput=";

  private Training() {}

  /**
   * Trains one replica.
   *
   * @param arguments the file that the cache is written to, and, if it is not the launcher of this
   *     work tree, what starts a replica
   */
  public static void main(String[] arguments) {
    try (var stage = Stage.open();
        var replica = replica(stage, List.of(arguments)).start()) {
      work(stage);
      await(stage, replica);
      replica.terminate();
      var exit = replica.exitCode(WRITING).orElse(-1);
      if (exit != 0) {
        throw new IllegalStateException("the replica ended with " + exit);
      }
    }
  }

  private static ResponderBuilder replica(Stage stage, List<String> arguments) {
    var replica =
        stage.replica().environment("JAVA_TOOL_OPTIONS", WITHOUT_PROFILES + arguments.getFirst());
    return arguments.size() == 1
        ? replica
        : replica.command(arguments.subList(1, arguments.size()).toArray(String[]::new));
  }

  private static void work(Stage stage) {
    var herd = Herd.of(stage.admin(), "training", KILLS);
    for (var pod : herd.pods()) {
      publish(stage, Alerts.shell(pod));
      publish(stage, Alerts.shell(pod));
    }
    var spared = Pods.in(stage.admin(), "kube-system");
    publish(stage, Alerts.shell(spared.pending("spared", UnaryOperator.identity())));
    publish(stage, "no alert".getBytes(UTF_8));
    var unwanted = Alerts.unwanted();
    for (int index = 0; index < NOISE; index++) {
      publish(stage, unwanted.get(index % unwanted.size()));
    }
  }

  private static void publish(Stage stage, byte[] alert) {
    stage.connection().publish(Alerts.SHELL_SUBJECT, alert);
  }

  private static void await(Stage stage, ResponderProcess replica) {
    var expected = 2L * KILLS + 2 + NOISE;
    var until = System.nanoTime() + WORK.toNanos();
    while (settled(replica) < expected) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException(
            "settled %d of %d alerts within %s".formatted(settled(replica), expected, WORK));
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    new AlertStream(stage.connection()).awaitSettled();
  }

  private static long settled(ResponderProcess replica) {
    return Math.round(replica.metrics().sum("falco_responder_alerts_settled_total"));
  }
}
