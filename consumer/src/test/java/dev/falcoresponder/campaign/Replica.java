package dev.falcoresponder.campaign;

import dev.falcoresponder.servers.Link;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.TcpProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One replica, and its own ways to the servers. */
final class Replica implements AutoCloseable {
  private static final int MOST_COMPLAINTS = 20;

  private final String name;
  private final ResponderProcess process;
  private final List<TcpProxy> nats;
  private final TcpProxy api;
  private final Optional<Path> clock;

  Replica(
      String name,
      ResponderProcess process,
      List<TcpProxy> nats,
      TcpProxy api,
      Optional<Path> clock) {
    this.name = name;
    this.process = process;
    this.nats = List.copyOf(nats);
    this.api = api;
    this.clock = clock;
  }

  /** A side of the program. */
  enum Side {
    NATS,
    API
  }

  ResponderProcess process() {
    return process;
  }

  /** From now on its way to that side is like that. */
  void link(Side side, Link link) {
    switch (side) {
      case NATS -> nats.forEach(way -> way.become(link));
      case API -> api.become(link);
    }
  }

  /** From now on its clock is so much ahead, or behind where that is negative. */
  void setClock(Duration ahead) {
    Clocks.set(clock.orElseThrow(), ahead);
  }

  /** SIGKILL, and started anew at once; returns before it is ready. */
  void crash() {
    process.kill();
    process.relaunch();
  }

  /** Returns when it runs and is ready, and starts it where it does not. */
  void awaitReady() {
    if (process.running()) {
      process.awaitReady();
    } else {
      process.restart();
    }
  }

  /** Starts it where it has ended, and returns before it is ready; whether it had. */
  boolean revive() {
    if (process.running()) {
      return false;
    }
    process.relaunch();
    return true;
  }

  /** Told to go, and gone. */
  void leave() {
    process.stop();
  }

  /** What it has logged about something. */
  Stream<String> log(String word) {
    return process.output().stream()
        .filter(line -> line.contains(word))
        .map(line -> name + ": " + line);
  }

  /** How it is, and what it has complained of last. */
  Stream<String> state() {
    var complaints =
        process.output().stream()
            .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
            .toList()
            .reversed();
    return Stream.concat(
            Stream.of(process.readiness().strip()),
            complaints.stream().limit(MOST_COMPLAINTS).toList().reversed().stream())
        .map(line -> name + ": " + line);
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public void close() {
    process.kill();
    process.close();
    nats.forEach(TcpProxy::close);
    api.close();
  }
}
