package dev.falcoresponder.demo;

import dev.falcoresponder.servers.Repository;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * What {@code scripts/demo} runs. Arguments: {@code --keep} leaves everything running after the
 * story, {@code --colour} is for terminals. Exit code 0 if everything was seen, else 1.
 *
 * <p>Ended by a signal, it leaves nothing behind either: its servers and their folders go with the
 * process.
 */
public final class Demo {
  private Demo() {}

  /** Tells the story and exits. */
  public static void main(String[] arguments) throws InterruptedException {
    var options = Set.of(arguments);
    var narrator = new Narrator(System.out, options.contains("--colour"));
    try {
      System.exit(run(Cluster.best(), narrator, options.contains("--keep")) ? 0 : 1);
    } catch (RuntimeException | AssertionError e) {
      // A server that is nowhere to be found, or did not start; the sentence says what to do, or
      // the server's log why.
      System.err.println("demo: " + e.getMessage());
      System.exit(1);
    }
  }

  /** Whether everything was seen. The cluster is closed with the rest. */
  static boolean run(Cluster cluster, Narrator narrator, boolean keep) throws InterruptedException {
    narrator.headline("The stage");
    try (var stage = new Stage(cluster, narrator)) {
      var failed = new Story().play(stage);
      end(stage, failed);
      if (keep) {
        Hints.print(stage);
        // Until a signal ends the process.
        new CountDownLatch(1).await();
      }
      return failed.isEmpty();
    }
  }

  private static void end(Stage stage, List<String> failed) {
    if (failed.isEmpty()) {
      stage.narrator().headline("All of it was seen.");
      return;
    }
    stage.narrator().headline("Not all of it was seen. Failed: " + String.join("; ", failed));
    var logs = Repository.root().resolve("consumer/target/demo");
    stage
        .replicas()
        .keepLogs(logs)
        .forEach(log -> stage.narrator().says("log of a replica: " + log));
  }
}
