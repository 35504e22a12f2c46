package dev.falcoresponder.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;

/** Keys and certificates as text. */
public final class Pem {
  private static final int LINE = 64;

  private Pem() {}

  /** A block of that kind, such as {@code PRIVATE KEY}. */
  public static String block(String kind, byte[] der) {
    var lines = Base64.getMimeEncoder(LINE, "\n".getBytes(US_ASCII)).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
  }
}
