package dev.falcoresponder.consumer.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;

/** Spoils messages: some as a line does, some as a program that does not know the format would. */
final class Mutations {
  private static final byte[] SHARP = "{}[]\",:\\0-.e<>/\u0000\n tfn".getBytes(UTF_8);
  private static final List<String> VALUES =
      List.of(
          "null",
          "\"\"",
          "0",
          "-1e999",
          "true",
          "[]",
          "{}",
          "[[[[1]]]]",
          "\"<NA>\"",
          "\"host\"",
          "\"../../x\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "{\"k8s.pod.name\":\"p\"}",
          "NaN",
          "\"null\"");
  private static final List<String> KEYS =
      List.of(
          "\"rule\"",
          "\"priority\"",
          "\"time\"",
          "\"source\"",
          "\"tags\"",
          "\"output_fields\"",
          "\"k8s.pod.name\"",
          "\"k8s.ns.name\"",
          "\"k8s.pod.uid\"",
          "\"container.id\"");

  private final Random random;

  Mutations(long seed) {
    random = new Random(seed);
  }

  /** The message with one to four changes. */
  byte[] of(byte[] original) {
    var bytes = original;
    for (var changes = 1 + random.nextInt(4); changes > 0; changes--) {
      bytes = random.nextInt(3) == 0 ? json(bytes) : line(bytes);
    }
    return bytes.clone();
  }

  private byte[] line(byte[] bytes) {
    var at = random.nextInt(bytes.length + 1);
    var to = at + random.nextInt(Math.min(40, bytes.length - at) + 1);
    return switch (random.nextInt(6)) {
      case 0 -> spliced(bytes, at, at, new byte[] {(byte) random.nextInt(256)});
      case 1 -> spliced(bytes, at, to, new byte[] {SHARP[random.nextInt(SHARP.length)]});
      case 2 -> spliced(bytes, at, to, new byte[0]);
      // That much twice.
      case 3 -> spliced(bytes, to, at, new byte[0]);
      case 4 -> spliced(bytes, at, bytes.length, new byte[0]);
      default -> flipped(bytes, Math.min(at, bytes.length - 1));
    };
  }

  private byte[] flipped(byte[] bytes, int at) {
    var copy = bytes.clone();
    if (at >= 0) {
      copy[at] ^= (byte) (1 << random.nextInt(8));
    }
    return copy;
  }

  /** Another value for a key, a key once more, or one object around or inside another. */
  private byte[] json(byte[] bytes) {
    var key = KEYS.get(random.nextInt(KEYS.size()));
    var value = VALUES.get(random.nextInt(VALUES.size()));
    var text = new String(bytes, UTF_8);
    var at = text.indexOf(key);
    return switch (random.nextInt(5)) {
      case 0 -> text.replaceFirst("\\{", "{" + quoted(key + ":" + value + ",")).getBytes(UTF_8);
      case 1 -> (at < 0 ? text : replaced(text, at + key.length(), value)).getBytes(UTF_8);
      case 2 -> ("{\"output_fields\":" + text + "}").getBytes(UTF_8);
      case 3 -> ("[".repeat(random.nextInt(200)) + text).getBytes(UTF_8);
      default -> text.replace(key, key.toUpperCase(java.util.Locale.ROOT)).getBytes(UTF_8);
    };
  }

  private static String quoted(String text) {
    return java.util.regex.Matcher.quoteReplacement(text);
  }

  private static String replaced(String text, int from, String value) {
    var colon = text.indexOf(':', from);
    var end = colon < 0 ? -1 : text.indexOf(',', colon);
    return end < 0 ? text : text.substring(0, colon + 1) + value + text.substring(end);
  }

  /** The head up to {@code headEnd}, something between, the tail; which may overlap the head. */
  private static byte[] spliced(byte[] bytes, int headEnd, int tailStart, byte[] between) {
    var joined = new byte[headEnd + between.length + bytes.length - tailStart];
    System.arraycopy(bytes, 0, joined, 0, headEnd);
    System.arraycopy(between, 0, joined, headEnd, between.length);
    System.arraycopy(bytes, tailStart, joined, headEnd + between.length, bytes.length - tailStart);
    return joined;
  }
}
