package dev.falcoresponder.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that must keep theirs over a restart. They lie below the range from which the
 * system takes the ports of outgoing connections, so that no client can sit on one while its server
 * is down.
 */
public final class FreePorts {
  private static final int LOWEST = 10_000;
  private static final int HIGHEST = 32_000;

  private FreePorts() {}

  /** A port on loopback that nobody listens on now. */
  public static int next() {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port between " + LOWEST + " and " + HIGHEST);
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
