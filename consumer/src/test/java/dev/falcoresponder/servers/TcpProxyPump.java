package dev.falcoresponder.servers;

import dev.falcoresponder.servers.LinkSwitch.Way;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * One direction of a connection. One thread reads and notes when the bytes are due, another writes
 * them when they are: latency must not become a limit of throughput. Bytes that can no longer be
 * written are read all the same, so that a sender whose peer was forgotten notices nothing.
 */
final class TcpProxyPump {
  private static final int CHUNK = 8 * 1024;
  private static final int CHUNKS = 64;
  private static final long SLICES_PER_SECOND = 20;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final Socket from;
  private final Socket to;
  private final Way way;
  private final LinkSwitch link;
  private final Runnable broken;
  private final BlockingQueue<Chunk> waiting = new ArrayBlockingQueue<>(CHUNKS);

  /** Whether the sender's connection broke: then there is no end in good order to pass on. */
  private volatile boolean snapped;

  /**
   * Bytes on their way.
   *
   * @param last whether the sender has said all it had to say
   * @param due when they arrive, in the time of {@link System#nanoTime}
   */
  private record Chunk(ByteArrayInputStream bytes, boolean last, long due) {}

  /**
   * A direction.
   *
   * @param broken told when bytes could not be read or written
   */
  TcpProxyPump(Socket from, Socket to, Way way, LinkSwitch link, Runnable broken) {
    this.from = from;
    this.to = to;
    this.way = way;
    this.link = link;
    this.broken = broken;
  }

  /** Pumps until the sender is done or the connection is broken. */
  void run() throws InterruptedException {
    var writer = Thread.ofVirtual().start(this::write);
    read();
    writer.join();
  }

  private void read() throws InterruptedException {
    var buffer = new byte[CHUNK];
    int count = 0;
    while (count >= 0) {
      count = receive(buffer);
      var bytes = new ByteArrayInputStream(Arrays.copyOf(buffer, Math.max(count, 0)));
      waiting.put(new Chunk(bytes, count < 0, System.nanoTime() + link.latency().toNanos()));
    }
  }

  private int receive(byte[] buffer) {
    try {
      return from.getInputStream().read(buffer);
    } catch (IOException _) {
      snapped = true;
      broken.run();
      return -1;
    }
  }

  private void write() {
    boolean deaf = false;
    try {
      for (var chunk = waiting.take(); ; chunk = waiting.take()) {
        if (!deaf) {
          LinkSwitch.sleepUntil(chunk.due());
          deaf = !send(chunk);
        }
        if (chunk.last()) {
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean send(Chunk chunk) throws InterruptedException {
    try {
      while (chunk.bytes().available() > 0) {
        sendSlice(chunk.bytes(), to.getOutputStream());
      }
      if (chunk.last() && !snapped) {
        link.awaitPassable(way);
        to.shutdownOutput();
      }
      return true;
    } catch (IOException _) {
      broken.run();
      return false;
    }
  }

  private void sendSlice(ByteArrayInputStream bytes, OutputStream out)
      throws IOException, InterruptedException {
    int slice = bytes.available();
    var now = link.awaitPassable(way);
    if (now instanceof Link.Reset) {
      throw new SocketException("reset on the way");
    }
    if (now instanceof Link.Narrow(var rate)) {
      slice = (int) Math.min(slice, Math.max(1, rate / SLICES_PER_SECOND));
      LinkSwitch.sleepUntil(System.nanoTime() + slice * NANOS_PER_SECOND / rate);
    }
    out.write(bytes.readNBytes(slice));
  }
}
