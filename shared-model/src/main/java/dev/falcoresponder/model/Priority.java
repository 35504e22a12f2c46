package dev.falcoresponder.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Falco's eight priorities, from the least to the most severe: {@code compareTo} orders by
 * severity.
 */
public enum Priority {
  DEBUG("Debug"),
  INFORMATIONAL("Informational"),
  NOTICE("Notice"),
  WARNING("Warning"),
  ERROR("Error"),
  CRITICAL("Critical"),
  ALERT("Alert"),
  EMERGENCY("Emergency");

  private static final Map<String, Priority> BY_WORD =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(p -> p.word.toLowerCase(Locale.ROOT), p -> p));

  private final String word;

  Priority(String word) {
    this.word = word;
  }

  /** The word as Falco writes it in the alert's {@code priority}. */
  public String word() {
    return word;
  }

  /**
   * Reads Falco's word in any case; publishers other than Falcosidekick write {@code CRITICAL} too.
   *
   * @return empty for any other text, also for {@code Info}, which exists in Falco's rule files but
   *     not in alerts
   */
  public static Optional<Priority> parse(String text) {
    return Optional.ofNullable(BY_WORD.get(text.toLowerCase(Locale.ROOT)));
  }
}
