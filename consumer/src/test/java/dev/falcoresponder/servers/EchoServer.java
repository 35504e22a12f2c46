package dev.falcoresponder.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Says what it hears, and remembers it. */
final class EchoServer {
  private final ServerSocket entrance;
  private final AtomicInteger open = new AtomicInteger();
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
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

  /** What was said to it on all connections. */
  String heard() {
    return heard.toString(UTF_8);
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
      var buffer = new byte[8 * 1024];
      var in = socket.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        heard.write(buffer, 0, count);
        socket.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException _) {
      // Reset, which is one of the things tests do.
    } finally {
      open.decrementAndGet();
    }
  }
}
