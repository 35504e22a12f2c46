package dev.falcoresponder.campaign;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Starts brokers again that have ended by themselves, as a kubelet does: nats-server 2.9.10 may
 * crash where a stream is deleted while somebody reads it.
 */
final class Warden implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Brokers brokers;
  private final Chronicle chronicle;
  private final ReentrantLock turn = new ReentrantLock();
  private final Thread rounds;
  private volatile boolean open = true;

  Warden(Brokers brokers, Chronicle chronicle) {
    this.brokers = brokers;
    this.chronicle = chronicle;
    rounds = Thread.ofVirtual().name("warden").start(this::watch);
  }

  /** Does something that has brokers down for a while, and starts them itself. */
  void undisturbed(Runnable deed) {
    turn.lock();
    try {
      deed.run();
    } finally {
      turn.unlock();
    }
  }

  private void watch() {
    while (open) {
      Hold.upTo(LOOK);
      undisturbed(this::revive);
    }
  }

  private void revive() {
    for (var server : brokers.servers()) {
      if (open && !server.running()) {
        chronicle.happened(server.name() + " has ended by itself, and is started again");
        server.restart();
      }
    }
  }

  @Override
  public void close() {
    open = false;
    try {
      rounds.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
