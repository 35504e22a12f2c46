package dev.falcoresponder.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
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

  private static final Share OURS = Share.take();
  private static final AtomicInteger turn = new AtomicInteger();

  private FreePorts() {}

  /** A port on loopback that nobody listens on now. */
  public static int next() {
    for (int attempt = 0; attempt < SHARE; attempt++) {
      int port = OURS.first() + turn.getAndIncrement() % SHARE;
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "no free port among %d from %d on".formatted(SHARE, OURS.first()));
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

  /**
   * The ports from the first on.
   *
   * @param lock shows other processes that they are taken, until this one ends
   */
  private record Share(int first, FileLock lock) {
    static Share take() {
      for (var number = 0; number < SHARES; number++) {
        var lock =
            lock(Path.of(System.getProperty("java.io.tmpdir"), "falco-responder-ports-" + number));
        if (lock.isPresent()) {
          return new Share(LOWEST + number * SHARE, lock.get());
        }
      }
      throw new IllegalStateException("all ports are taken by other tests");
    }

    @SuppressWarnings("MustBeClosed") // by the end of the process
    private static Optional<FileLock> lock(Path file) {
      try {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = Optional.ofNullable(channel.tryLock());
        if (lock.isEmpty()) {
          channel.close();
        }
        return lock;
      } catch (IOException _) {
        // Another user's.
        return Optional.empty();
      }
    }
  }
}
