package dev.falcoresponder.consumer.pipeline;

import static dev.falcoresponder.consumer.pipeline.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.cluster.ClusterGateway.Deletion;
import dev.falcoresponder.consumer.dedup.InProcessClaimStore;
import dev.falcoresponder.consumer.fixtures.ConfigMapMount;
import dev.falcoresponder.consumer.fixtures.InMemoryCluster;
import dev.falcoresponder.consumer.fixtures.InMemoryLedger;
import dev.falcoresponder.consumer.fixtures.OpenedRules;
import dev.falcoresponder.consumer.fixtures.RecordingDelivery;
import dev.falcoresponder.consumer.fixtures.Snapshots;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.reload.RuleWatcher;
import dev.falcoresponder.consumer.rules.Problem;
import dev.falcoresponder.consumer.rules.RuleVersion;
import dev.falcoresponder.consumer.settle.Answer;
import dev.falcoresponder.consumer.settle.Verb;
import dev.falcoresponder.consumer.telemetry.AlertListener;
import dev.falcoresponder.consumer.telemetry.ReloadListener;
import dev.falcoresponder.model.PodRef;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules that change while alerts pass. Each set of rules is two files of one version, which shows
 * in the name of a rule of either file and in the grace that the deletion has.
 */
class ReloadTest {
  private static final int RELOADS = 1_000;
  private static final int ALERTS = 10_000;
  private static final int AT_ONCE = 4;
  private static final Duration OFTEN = Duration.ofMillis(1);
  private static final long PATIENCE_SECONDS = 120;

  private final InMemoryCluster cluster = new InMemoryCluster();
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final Met met = new Met();
  private final Results results = new Results();
  private final Semaphore alertsDue = new Semaphore(0);
  @TempDir Path folder;

  @Test
  void everyAlertMeetsOneWholeSetOfRulesAndNoneIsLost() throws Exception {
    var mount = ConfigMapMount.of(folder, texts(0));
    var rules = OpenedRules.of(Clock.systemUTC(), mount.file("a.yaml"), mount.file("b.yaml"));
    var claims = new InProcessClaimStore(Duration.ofMinutes(15), ALERTS * 2, Clock.systemUTC());
    var replica = new Replica(claims, ledger, cluster, rules);
    var handler = new AlertHandler(replica.pipeline(), replica.settlement(), met);
    var deliveries =
        IntStream.rangeClosed(1, ALERTS)
            .mapToObj(n -> new RecordingDelivery(alertAboutPod(n)))
            .toList();

    try (var watcher = new RuleWatcher(rules, OFTEN, results);
        var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      watcher.start();
      var next = new AtomicInteger();
      for (var thread = 0; thread < AT_ONCE; thread++) {
        threads.execute(() -> {
          for (var n = next.getAndIncrement(); n < ALERTS; n = next.getAndIncrement()) {
            alertsDue.acquireUninterruptibly();
            handler.accept(deliveries.get(n));
          }
        });
      }
      try {
        for (var version = 1; version <= RELOADS; version++) {
          alertsDue.release(ALERTS / RELOADS);
          mount.change(texts(version));
          assertThat(results.next()).isEqualTo(isBroken(version) ? "rejected" : "loaded");
        }
      } finally {
        // Also after a failure: nobody may wait for what will never be due.
        alertsDue.release(ALERTS);
      }
      threads.shutdown();
      assertThat(threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(deliveries)
        .allSatisfy(delivery -> assertThat(delivery.verbs()).containsExactly("ack-sync"));
    assertThat(met.defects).hasValue(0);
    assertThat(ledger.events()).hasSize(ALERTS);
    assertThat(cluster.deletions())
        .hasSize(ALERTS)
        .allSatisfy(deletion -> {
          var version = version(deletion);
          assertThat(isBroken(version)).isFalse();
          assertThat(met.byPod.get(deletion.pod())).containsExactly("A " + version, "B " + version);
        });
    // Else the alerts have not met changes at all.
    assertThat(cluster.deletions().stream().map(ReloadTest::version).distinct())
        .hasSizeGreaterThan(RELOADS / 10);
    assertThat(results.words).isEmpty();
  }

  /** A version that is broken is so in its second file; the first would be fine. */
  private static Map<String, String> texts(int version) {
    var first =
        """
        - action: Kill
          actionner: kubernetes:terminate
          parameters: {grace_period_seconds: %d}
        - rule: A %d
          actions: [{action: Kill}]
        """
            .formatted(version, version);
    var second =
        """
        - rule: B %d
          actions: [{action: Kill}]
        """
            .formatted(version);
    return Map.of(
        "a.yaml", first, "b.yaml", isBroken(version) ? second + "  color: red\n" : second);
  }

  private static boolean isBroken(int version) {
    return version % 3 == 2;
  }

  private static int version(Deletion deletion) {
    return Math.toIntExact(deletion.gracePeriod().toSeconds());
  }

  private Envelope alertAboutPod(int n) {
    var pod = new PodRef("shop", "cart-" + n);
    var uid = new UUID(0, n).toString();
    cluster.with(Snapshots.named(Snapshots.running(), pod.name(), uid));
    return message(
        n,
        1,
        """
        {"rule":"Shell","time":"2026-08-03T12:00:01Z","output_fields":\
        {"k8s.ns.name":"shop","k8s.pod.name":"%s","k8s.pod.uid":"%s"}}\
        """
            .formatted(pod.name(), uid));
  }

  /** The rules that each alert has met, by the pod it was about. */
  private static final class Met implements AlertListener {
    private final Map<PodRef, List<String>> byPod = new ConcurrentHashMap<>();
    private final AtomicInteger defects = new AtomicInteger();

    @Override
    public void settled(Envelope envelope, Answer answer, Verb verb, Duration took) {
      if (answer instanceof Answer.Responses(var matched, var responses)) {
        var rules = responses.stream().map(response -> response.planned().rule().name()).toList();
        byPod.put(matched.pod().ref(), rules);
      }
    }

    @Override
    public void defect(Envelope envelope, Throwable cause) {
      defects.incrementAndGet();
    }
  }

  /** What came of each reload, in order. */
  private static final class Results implements ReloadListener {
    private final LinkedBlockingQueue<String> words = new LinkedBlockingQueue<>();

    @Override
    public void loaded(RuleVersion now, RuleVersion before, List<Problem> warnings) {
      words.add("loaded");
    }

    @Override
    public void rejected(RuleVersion live, List<Problem> problems) {
      words.add("rejected");
    }

    @Nullable String next() throws InterruptedException {
      return words.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
