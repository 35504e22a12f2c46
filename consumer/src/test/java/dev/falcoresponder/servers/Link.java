package dev.falcoresponder.servers;

import java.time.Duration;

/** What a {@link TcpProxy} does to the bytes that pass it, in both directions. */
public sealed interface Link {
  /** Passes everything on at once. */
  record Open() implements Link {}

  /**
   * Every byte arrives later by this much.
   *
   * @param latency one way, so a round trip takes twice as long
   */
  record Slow(Duration latency) implements Link {}

  /**
   * Passes no more than this.
   *
   * @param bytesPerSecond for each direction of each connection
   */
  record Narrow(long bytesPerSecond) implements Link {
    public Narrow {
      if (bytesPerSecond < 1) {
        throw new IllegalArgumentException("bytesPerSecond must be at least 1: " + bytesPerSecond);
      }
    }
  }

  /**
   * Nothing arrives and nothing is closed, as in a network partition. What is sent meanwhile
   * arrives when the link is open again, as TCP sends it again. New connections are accepted and
   * hear nothing until then.
   */
  record BlackHole() implements Link {}

  /**
   * What clients send arrives, and what the server sends is held until the link is open again: it
   * does what it is asked, and nobody hears of it.
   */
  record OneWay() implements Link {}

  /**
   * Every connection, old and new, is reset (RST). What a black hole has held until then never
   * arrives.
   */
  record Reset() implements Link {}

  /** Every connection, old and new, is closed in good order (FIN). */
  record Cut() implements Link {}

  /**
   * The server's side of every connection is reset while the client's stays open and is never
   * answered again, as after a firewall has forgotten it. Opening the link again helps new
   * connections only.
   */
  record HalfOpen() implements Link {}
}
