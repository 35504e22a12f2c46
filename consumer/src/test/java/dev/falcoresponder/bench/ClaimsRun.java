package dev.falcoresponder.bench;

import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.ResponderProcess;
import io.nats.client.Connection;
import java.util.List;

/** The same kills over a claims bucket that holds a great many claims, and over an empty one. */
final class ClaimsRun {
  private final Stage stage;
  private final Sizes sizes;
  private final Counts counts;
  private final Progress progress;
  private final Deaths deaths;

  ClaimsRun(Stage stage, Sizes sizes, Counts counts, Progress progress) {
    this.stage = stage;
    this.sizes = sizes;
    this.counts = counts;
    this.progress = progress;
    this.deaths = new Deaths(Scenario.CLAIMS, stage, counts, progress);
  }

  List<Figure> all() {
    try (var other = NatsServer.start(NatsVersion.NEWEST)) {
      var connection = Stage.connect(other.url());
      try {
        return List.of(measure(other, connection));
      } finally {
        Stage.close(connection);
      }
    }
  }

  private Figure measure(NatsServer other, Connection connection) {
    try (var empty = killer(stage.connection(), stage.replica().start());
        var full = killer(connection, stage.replica().nats(other.url()).start())) {
      deaths.rate(empty, "warm-up, empty bucket", sizes.warmUp());
      deaths.rate(full, "warm-up, other bucket", sizes.warmUp());
      var claims = new ClaimsBucket(connection);
      progress.say(Scenario.CLAIMS, "storing %d claims".formatted(sizes.scale().claims()));
      claims.add(sizes.scale().claims());
      var rounds =
          Rounds.measure(
              sizes.killRounds(),
              () -> deaths.rate(empty, "empty bucket", sizes.kills()),
              () -> deaths.rate(full, "full bucket", sizes.kills()));
      var killed = sizes.warmUp() + (long) sizes.kills() * sizes.killRounds();
      empty.checkAnswers(Scenario.CLAIMS, counts, killed);
      full.checkAnswers(Scenario.CLAIMS, counts, killed);
      counts.expect(
          Scenario.CLAIMS, "claims kept", sizes.scale().claims() + killed, claims.count());
      return Figure.rate(Scenario.CLAIMS, "pods killed", "1/s", rounds, 0.9);
    }
  }

  private static AlertKiller killer(Connection connection, ResponderProcess replica) {
    return new AlertKiller(connection, List.of(replica));
  }
}
