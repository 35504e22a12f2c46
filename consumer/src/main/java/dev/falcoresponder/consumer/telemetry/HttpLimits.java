package dev.falcoresponder.consumer.telemetry;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** How much the HTTP server may cost the program it reports on. */
final class HttpLimits {
  /** A kubelet, a Prometheus or two and a person need a handful. */
  static final int MOST_REQUESTS = 16;

  private HttpLimits() {}

  /**
   * The JDK's server reads these once, when its first class loads. Without them a client that sends
   * half a request holds a thread for ever. What the operator set stays.
   */
  static void apply() {
    initially("jdk.httpserver.maxConnections", "128");
    initially("sun.net.httpserver.maxReqTime", "10");
    initially("sun.net.httpserver.maxRspTime", "30");
    initially("sun.net.httpserver.maxReqHeaderSize", "16384");
    initially("sun.net.httpserver.nodelay", "true");
  }

  /** Virtual threads, so many at once; a request beyond them has its connection closed. */
  static ExecutorService threads() {
    return new ThreadPoolExecutor(
        0,
        MOST_REQUESTS,
        10,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        Thread.ofVirtual().name("http-", 0).factory());
  }

  private static void initially(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
