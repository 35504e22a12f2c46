package dev.falcoresponder.bench;

import java.util.stream.DoubleStream;

/**
 * A scale from 0 on, in steps that people can read.
 *
 * @param step between two marks
 * @param end the last mark
 */
public record Axis(double step, double end) {
  private static final int MARKS = 5;

  /** Goes as far as that value, a positive one. */
  public static Axis to(double largest) {
    var rough = largest / MARKS;
    var power = Math.pow(10, Math.floor(Math.log10(rough)));
    var step =
        DoubleStream.of(1, 2, 5, 10)
            .map(factor -> factor * power)
            .filter(candidate -> candidate >= rough * 0.999)
            .findFirst()
            .orElse(10 * power);
    return new Axis(step, step * Math.ceil(largest / step - 0.001));
  }

  /** From 0 to the end. */
  public DoubleStream marks() {
    return DoubleStream.iterate(0, mark -> mark <= end + step / 2, mark -> mark + step);
  }

  /** Where a value lies, 0 being the beginning and 1 the end. */
  public double share(double value) {
    return value / end;
  }
}
