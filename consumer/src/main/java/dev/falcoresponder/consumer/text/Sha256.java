package dev.falcoresponder.consumer.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The digest by which contents are told apart, whole or shortened. */
public final class Sha256 {
  private Sha256() {}

  /** Of bytes, in 64 hexadecimal digits. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(of(bytes));
  }

  /**
   * The first bytes of the digest of a text in UTF-8, in hexadecimal digits.
   *
   * @param length how many bytes, up to 32
   */
  public static String hex(String text, int length) {
    return HexFormat.of().formatHex(first(text, length));
  }

  /**
   * The first bytes of the digest of a text in UTF-8.
   *
   * @param length how many, up to 32
   */
  public static byte[] first(String text, int length) {
    return Arrays.copyOf(of(text.getBytes(StandardCharsets.UTF_8)), length);
  }

  private static byte[] of(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
