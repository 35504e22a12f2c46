package dev.falcoresponder.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A way to a server on loopback that can be spoiled and mended while it is in use. NATS clients
 * must be told to ignore discovered servers, or they go round it.
 */
public final class TcpProxy implements AutoCloseable {
  private final ServerSocket entrance;
  private final int target;
  private final Set<TcpProxyConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong accepted = new AtomicLong();
  private final LinkSwitch link = new LinkSwitch();
  private final Thread acceptor;

  private TcpProxy(ServerSocket entrance, int target) {
    this.entrance = entrance;
    this.target = target;
    this.acceptor =
        Thread.ofVirtual().name("proxy-" + entrance.getLocalPort()).unstarted(this::accept);
  }

  /** Listens on a port of its own and passes connections on to that port of loopback. */
  public static TcpProxy to(int target) {
    try {
      var proxy =
          new TcpProxy(
              new ServerSocket(FreePorts.next(), 128, InetAddress.getLoopbackAddress()), target);
      proxy.acceptor.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The way to that NATS server. */
  public static TcpProxy to(NatsServer server) {
    return to(server.port());
  }

  /** The way to that API server; {@link KubeAccess#through} makes a client take it. */
  public static TcpProxy to(ApiServer server) {
    return to(server.url().getPort());
  }

  /** Where clients connect. */
  public int port() {
    return entrance.getLocalPort();
  }

  /** {@code nats://127.0.0.1:<port>}. */
  public String natsUrl() {
    return "nats://127.0.0.1:" + port();
  }

  /** From now on the link is like that, for connections that exist and for new ones. */
  public void become(Link wanted) {
    link.turn(wanted);
    connections.forEach(connection -> connection.feel(wanted));
  }

  /** Resets every connection that exists, once; new ones are treated as before. */
  public void resetConnections() {
    connections.forEach(TcpProxyConnection::reset);
  }

  /** How many connections were accepted since the start. */
  public long accepted() {
    return accepted.get();
  }

  /** How many connections exist now, half-open ones among them. */
  public int open() {
    return connections.size();
  }

  /**
   * How many connections, or directions of them, have something to pass on and are not allowed to.
   */
  public int held() {
    return link.waiting();
  }

  /** Resets all connections and listens no more. */
  @Override
  public void close() {
    try {
      entrance.close();
      // A thread that waits in accept keeps the port open until it has noticed.
      acceptor.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      become(new Link.Reset());
    }
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        serve(entrance.accept());
      } catch (IOException _) {
        // The entrance was closed, or the client had gone before it was let in.
      }
    }
  }

  private void serve(Socket client) {
    accepted.incrementAndGet();
    var connection = new TcpProxyConnection(client, target, link, connections::remove);
    connections.add(connection);
    // The link may have changed since the client was accepted.
    connection.feel(link.now());
    Thread.ofVirtual().start(connection::run);
  }
}
