package dev.falcoresponder.campaign;

import dev.falcoresponder.servers.Link;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.TcpProxy;
import java.util.List;
import java.util.stream.Stream;

/** One replica, and its own ways to the servers. */
final class Replica implements AutoCloseable {
  private final String name;
  private final ResponderProcess process;
  private final List<TcpProxy> nats;
  private final TcpProxy api;
  private Thread starter = Thread.ofVirtual().unstarted(() -> {});

  Replica(String name, ResponderProcess process, List<TcpProxy> nats, TcpProxy api) {
    this.name = name;
    this.process = process;
    this.nats = List.copyOf(nats);
    this.api = api;
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

  /** SIGKILL, and started anew at once; returns before it is ready. */
  void crash() {
    process.kill();
    awaitStarter();
    starter =
        Thread.ofVirtual()
            .start(() -> {
              try {
                process.restart();
              } catch (IllegalStateException _) {
                // Killed again before it was ready; who killed it starts it.
              }
            });
  }

  /** Returns when it runs and is ready, and starts it where it does not. */
  void awaitReady() {
    awaitStarter();
    if (!process.running()) {
      process.restart();
    } else {
      process.awaitReady();
    }
  }

  /** Told to go, and gone. */
  void leave() {
    awaitStarter();
    process.stop();
  }

  /** What it has logged about something. */
  Stream<String> log(String word) {
    return process.output().stream()
        .filter(line -> line.contains(word))
        .map(line -> name + ": " + line);
  }

  private void awaitStarter() {
    try {
      if (starter.getState() != Thread.State.NEW) {
        starter.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public void close() {
    process.kill();
    awaitStarter();
    process.close();
    nats.forEach(TcpProxy::close);
    api.close();
  }
}
