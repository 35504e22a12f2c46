package dev.falcoresponder.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that must keep theirs over a restart. They lie below the range from which the
 * system takes the ports of outgoing connections, so that no client can sit on one while its server
 * is down. Each process has a share of its own and goes through it in turn, since a port that was
 * handed out is free until its server listens.
 */
public final class FreePorts {
  private static final int LOWEST = 10_000;
  private static final int SHARES = 44;
  private static final int SHARE = 500;

  private static final int FIRST = LOWEST + (int) (ProcessHandle.current().pid() % SHARES) * SHARE;
  private static final AtomicInteger turn = new AtomicInteger();

  private FreePorts() {}

  /** A port on loopback that nobody listens on now. */
  public static int next() {
    for (int attempt = 0; attempt < SHARE; attempt++) {
      int port = FIRST + turn.getAndIncrement() % SHARE;
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port between " + FIRST + " and " + (FIRST + SHARE));
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(false);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
