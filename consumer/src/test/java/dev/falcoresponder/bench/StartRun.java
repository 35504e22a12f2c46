package dev.falcoresponder.bench;

import dev.falcoresponder.servers.Repository;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** From exec to ready, with and without the cache that {@code scripts/aot} makes. */
final class StartRun {
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Stage stage;
  private final Sizes sizes;
  private final Progress progress;

  StartRun(Stage stage, Sizes sizes, Progress progress) {
    this.stage = stage;
    this.sizes = sizes;
    this.progress = progress;
  }

  List<Figure> starts() {
    var cached = new ArrayList<Double>();
    var plain = new ArrayList<Double>();
    var idle = new ArrayList<Double>();
    var cache = Files.exists(Repository.root().resolve("consumer/target/dist/falco-responder.aot"));
    for (int start = 0; start < sizes.starts(); start++) {
      plain.add(start("-XX:AOTMode=off", new ArrayList<>()));
      if (cache) {
        cached.add(start("", idle));
      }
    }
    var figures = new ArrayList<Figure>();
    if (cache) {
      figures.add(Figure.limit(Scenario.START, "with cache", "ms", Quantile.median(cached), 800));
      figures.add(Figure.limit(Scenario.START, "memory idle", "MiB", Quantile.median(idle), 110));
    }
    figures.add(Figure.limit(Scenario.START, "without cache", "ms", Quantile.median(plain), 2_500));
    return figures;
  }

  private double start(String flag, List<Double> idle) {
    var began = System.nanoTime();
    try (var replica = stage.replica().environment("JAVA_TOOL_OPTIONS", flag).launch()) {
      awaitReady(replica.http().resolve("/readyz"));
      var took = (System.nanoTime() - began) / 1e6;
      LockSupport.parkNanos(sizes.rest().toNanos());
      var memory = Memory.resident(replica.pid());
      idle.add(memory);
      progress.say(
          Scenario.START,
          "%s: ready after %.0f ms, %.0f MiB"
              .formatted(flag.isEmpty() ? "with cache" : "without", took, memory));
      replica.stop();
      return took;
    }
  }

  private static void awaitReady(URI readyz) {
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (!ready(readyz)) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("not ready after " + PATIENCE);
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private static boolean ready(URI readyz) {
    try {
      var connection = (HttpURLConnection) readyz.toURL().openConnection();
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException _) {
      return false;
    }
  }
}
