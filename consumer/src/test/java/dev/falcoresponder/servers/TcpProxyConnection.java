package dev.falcoresponder.servers;

import dev.falcoresponder.servers.LinkSwitch.Way;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Consumer;

/**
 * One client's connection through a {@link TcpProxy}: a socket on either side and a pump for either
 * direction.
 */
final class TcpProxyConnection {
  private final Socket client;
  private final Socket server = new Socket();
  private final int target;
  private final LinkSwitch link;
  private final Consumer<TcpProxyConnection> over;
  private volatile boolean forgotten;

  /**
   * A connection that was accepted.
   *
   * @param over told when it has ended
   */
  TcpProxyConnection(
      Socket client, int target, LinkSwitch link, Consumer<TcpProxyConnection> over) {
    this.client = client;
    this.target = target;
    this.link = link;
    this.over = over;
  }

  /** Takes the effect that the link's change has on a connection that exists. */
  void feel(Link now) {
    switch (now) {
      case Link.Reset() -> reset();
      case Link.Cut() -> close();
      case Link.HalfOpen() -> forget();
      case Link.Open(), Link.Slow(_), Link.Narrow(_), Link.BlackHole(), Link.OneWay() -> {}
    }
  }

  /** Connects to the server and pumps until both sides are done. */
  void run() {
    try {
      if (connect()) {
        var up = Thread.ofVirtual().start(() -> pump(client, server, Way.TO_SERVER));
        pump(server, client, Way.TO_CLIENT);
        up.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  void reset() {
    abort(client);
    abort(server);
    over.accept(this);
  }

  private void close() {
    shut(client);
    shut(server);
    over.accept(this);
  }

  private void forget() {
    forgotten = true;
    abort(server);
  }

  private boolean connect() throws InterruptedException {
    try {
      link.awaitPassable(Way.TO_SERVER);
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
      return true;
    } catch (IOException _) {
      broken();
      return forgotten;
    }
  }

  private void pump(Socket from, Socket to, Way way) {
    try {
      new TcpProxyPump(from, to, way, link, this::broken).run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Where one side is broken the other learns it, unless the connection was forgotten on the way.
   */
  private void broken() {
    if (!forgotten || client.isClosed()) {
      reset();
    }
  }

  private static void abort(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException _) {
      // It was closed before.
    }
  }

  private static void shut(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It was closed before.
    }
  }
}
