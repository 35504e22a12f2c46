package dev.falcoresponder.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Says what it hears. */
final class EchoServer {
  private final ServerSocket entrance;
  private final AtomicInteger open = new AtomicInteger();

  private final Thread acceptor = Thread.ofVirtual().unstarted(this::accept);

  private EchoServer(ServerSocket entrance) {
    this.entrance = entrance;
  }

  static EchoServer start() {
    try {
      var server = new EchoServer(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()));
      server.acceptor.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** Connections that have not ended. */
  int open() {
    return open.get();
  }

  /** Returns when nobody can connect any more. */
  void close() throws IOException, InterruptedException {
    entrance.close();
    acceptor.join();
  }

  private void accept() {
    try {
      while (true) {
        var socket = entrance.accept();
        open.incrementAndGet();
        Thread.ofVirtual().start(() -> echo(socket));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void echo(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException _) {
      // Reset, which is one of the things tests do.
    } finally {
      open.decrementAndGet();
    }
  }
}
