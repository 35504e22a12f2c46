package dev.falcoresponder.monitoring;

import java.util.Locale;

/** Elements of a picture, with coordinates in whole pixels. */
final class Svg {
  private Svg() {}

  static String text(double x, double y, String attributes, String text) {
    return String.format(
        Locale.ROOT, "<text x=\"%.0f\" y=\"%.0f\" %s>%s</text>%n", x, y, attributes, escaped(text));
  }

  static String rectangle(double x, double y, double width, double height, String attributes) {
    return String.format(
        Locale.ROOT,
        "<rect x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%.1f\" %s/>%n",
        x,
        y,
        width,
        height,
        attributes);
  }

  static String level(double left, double right, double y) {
    return String.format(
        Locale.ROOT, "<path d=\"M%.0f %.0fH%.0f\" stroke=\"#e4e4e7\"/>%n", left, y, right);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
