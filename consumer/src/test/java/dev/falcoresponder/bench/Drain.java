package dev.falcoresponder.bench;

import dev.falcoresponder.bench.BareProcess.ReplicaFlags;
import dev.falcoresponder.servers.ResponderBuilder;
import dev.falcoresponder.servers.ResponderProcess;
import java.util.function.LongConsumer;

/**
 * Fills the stream and has it drained: by the program, or by a bare reader. Each time by a fresh
 * process, whose time counts from its first acknowledgement.
 */
record Drain(Stage stage, ReplicaFlags flags, AlertStream stream, Progress progress) {
  Drain(Stage stage, ReplicaFlags flags, Progress progress) {
    this(stage, flags, new AlertStream(stage.connection()), progress);
  }

  /** Alerts a second that the bare reader takes. */
  double bare(Cargo cargo) {
    cargo.fill(stream);
    stream.addBareConsumer();
    try (var _ = BareProcess.start(flags, BareReader.class, stage.nats().url())) {
      var rate = stream.awaitDrained(AlertStream.BARE, cargo.size(), _ -> {});
      say(cargo, "floor", rate);
      return rate;
    }
  }

  /** Looks at a replica at work. */
  interface Look {
    /** Sees it while that many alerts are still open; 0 is the last time. */
    void at(ResponderProcess replica, long open);
  }

  /** Alerts a second that the program takes. */
  double program(ResponderBuilder how, String who, Cargo cargo, Look look) {
    cargo.fill(stream);
    try (var replica = how.launch()) {
      LongConsumer onLook = open -> look.at(replica, open);
      var rate = stream.awaitDrained(AlertStream.PROGRAM, cargo.size(), onLook);
      say(cargo, who, rate);
      cargo.check(replica);
      replica.stop();
      return rate;
    }
  }

  private void say(Cargo cargo, String who, double rate) {
    progress.say(cargo.scenario(), "%s: %d alerts, %.0f/s".formatted(who, cargo.size(), rate));
  }
}
