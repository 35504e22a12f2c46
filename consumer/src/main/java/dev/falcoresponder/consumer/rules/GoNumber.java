package dev.falcoresponder.consumer.rules;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** How Go, and so falco-talon, prints numbers that have gone through a double. */
final class GoNumber {
  private static final Pattern MILLIONS = Pattern.compile("-?[1-9]\\d{6,99}(\\.\\d{1,99})?");
  private static final Pattern WITH_EXPONENT =
      Pattern.compile("-?[1-9](\\.\\d{1,99})?e[-+]\\d{2,3}");

  private GoNumber() {}

  /** The other text of a number that is written with all its digits, from a million on. */
  static Optional<String> ofMillions(String text) {
    return MILLIONS.matcher(text).matches() ? Optional.of(exponential(text)) : Optional.empty();
  }

  /** Whether a number is written as Go prints large and tiny ones. */
  static boolean isExponential(String text) {
    return WITH_EXPONENT.matcher(text).matches();
  }

  private static String exponential(String text) {
    var number = new BigDecimal(Double.toString(Double.parseDouble(text))).stripTrailingZeros();
    var digits = number.unscaledValue().abs().toString();
    return "%s%c%s%se+%02d"
        .formatted(
            number.signum() < 0 ? "-" : "",
            digits.charAt(0),
            digits.length() > 1 ? "." : "",
            digits.substring(1),
            number.precision() - number.scale() - 1);
  }
}
