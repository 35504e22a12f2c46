package dev.falcoresponder.consumer.redrive;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Who decides.
 *
 * @param name {@code user@host}, as the operating system has it
 */
public record Operator(String name) {
  /** Whoever runs this process. */
  public static Operator current() {
    return new Operator(System.getProperty("user.name", "somebody") + "@" + host());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "unknown";
    }
  }
}
