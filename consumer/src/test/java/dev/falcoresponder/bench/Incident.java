package dev.falcoresponder.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonParser;
import dev.falcoresponder.servers.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Some minutes in which everything happens that the dashboard tells of: pods are broken into, one
 * after the other and many at once, others are protected, or held for a person; there is garbage, a
 * flood that no rule wants, and the API server goes away for a while.
 */
final class Incident {
  /** From beginning to end. */
  static final Duration LENGTH = Duration.ofSeconds(150);

  /** A Falco rule whose alerts are answered. */
  static final String MINER = "Detect crypto miners using the Stratum protocol";

  /** A Falco rule whose alerts wait for a person. */
  static final String CAREFUL = "Unexpected shell in a database";

  private static final int PODS = 400;
  private static final int BURST_AT = 30;
  private static final int BURST = 120;
  private static final int AWAY_AT = 60;
  private static final int BACK_AT = 85;
  private static final int TROUBLE_AT = 105;
  private static final int TROUBLE = 6;
  private static final int FLOOD_AT = 120;
  private static final int FLOOD = 20_000;
  private static final int NOISE = 40;

  private final Stage stage;
  private final Iterator<Pod> herd;
  private final Iterator<Pod> shielded;

  /** Makes the pods. */
  Incident(Stage stage) {
    this.stage = stage;
    herd = Herd.of(stage.admin(), "shop", PODS).pods().iterator();
    var shield = Map.of("falco-responder.dev/protect", "true");
    var namespace = Pods.inFreshNamespace(stage.admin(), "shield").namespace();
    var pods = Pods.in(stage.admin(), namespace, shield);
    shielded =
        IntStream.range(0, TROUBLE)
            .mapToObj(index -> pods.pending("pod-" + index, UnaryOperator.identity()))
            .iterator();
  }

  /**
   * Goes through it, a step each second.
   *
   * @param away told when the API server goes, true, and when it is back, false
   */
  void run(Consumer<Boolean> away) {
    var began = System.nanoTime();
    for (int second = 0; second < LENGTH.toSeconds(); second++) {
      LockSupport.parkNanos(began + second * 1_000_000_000L - System.nanoTime());
      switch (second) {
        case BURST_AT -> attack(BURST, "Terminal shell in container");
        case AWAY_AT -> away.accept(true);
        case BACK_AT -> away.accept(false);
        case TROUBLE_AT -> trouble();
        case FLOOD_AT -> noise(FLOOD);
        default -> {}
      }
      attack(1, second % 3 == 0 ? MINER : "Terminal shell in container");
      noise(NOISE);
    }
  }

  private void attack(int count, String rule) {
    for (int index = 0; index < count && herd.hasNext(); index++) {
      var alert = about(herd.next(), rule);
      // Falco tells of most attacks more than once.
      publish(alert);
      publish(alert);
    }
  }

  private void trouble() {
    shielded.forEachRemaining(pod -> publish(about(pod, MINER)));
    for (int index = 0; index < TROUBLE; index++) {
      publish(about(herd.next(), CAREFUL));
      publish("no alert at all".getBytes(UTF_8));
    }
  }

  private void noise(int count) {
    var unwanted = Alerts.unwanted();
    for (int index = 0; index < count; index++) {
      publish(unwanted.get(index % unwanted.size()));
    }
  }

  private static byte[] about(Pod pod, String rule) {
    var alert = JsonParser.parseString(new String(Alerts.shell(pod), UTF_8)).getAsJsonObject();
    alert.addProperty("rule", rule);
    return alert.toString().getBytes(UTF_8);
  }

  private void publish(byte... alert) {
    stage.connection().publish("falco.notice.drill", alert);
  }
}
