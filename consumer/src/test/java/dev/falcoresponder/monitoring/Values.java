package dev.falcoresponder.monitoring;

import java.util.Locale;

/** Numbers as people read them. */
final class Values {
  private static final double MEBIBYTE = 1 << 20;

  private Values() {}

  /**
   * A value with its unit.
   *
   * @param unit Grafana's word for it
   */
  static String text(double value, String unit) {
    return switch (unit) {
      case "s" -> value < 1 ? plain(value * 1_000) + " ms" : plain(value) + " s";
      case "bytes" -> plain(value / scale(unit)) + " MiB";
      case "none" -> String.format(Locale.ROOT, "%,.0f", value);
      default -> plain(value);
    };
  }

  /** By what values are divided before they are written. */
  static double scale(String unit) {
    return unit.equals("bytes") ? MEBIBYTE : 1;
  }

  private static String plain(double value) {
    var whole = value >= 10 || value == Math.rint(value);
    return String.format(Locale.ROOT, whole ? "%,.0f" : value >= 1 ? "%.1f" : "%.2f", value);
  }
}
