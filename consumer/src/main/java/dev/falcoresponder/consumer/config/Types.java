package dev.falcoresponder.consumer.config;

import dev.falcoresponder.consumer.broker.Secret;
import dev.falcoresponder.consumer.config.Reading.Value;
import dev.falcoresponder.consumer.config.Reading.Wrong;
import dev.falcoresponder.consumer.text.Printable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types of single values. */
final class Types {
  /** How much of a wrong text is quoted. */
  private static final int QUOTED = 60;

  private Types() {}

  /** A whole number within bounds, both included. */
  static ValueType<Integer> number(int least, int most) {
    return new Plain<>(
        "a whole number from %d to %d".formatted(least, most),
        text -> {
          try {
            var number = Integer.parseInt(text);
            return number >= least && number <= most
                ? new Value<>(number)
                : wrong(text, "is out of bounds");
          } catch (NumberFormatException _) {
            return wrong(text, "is not a whole number, or far too large");
          }
        },
        number -> Integer.toString(number));
  }

  /** A duration within bounds, both included. */
  static ValueType<Duration> duration(String least, String most) {
    return duration(
        "a duration such as 500ms, 90s, 15m or 72h, from %s to %s".formatted(least, most),
        least,
        most);
  }

  /** A duration within bounds, both included, or zero. */
  static ValueType<Duration> durationOrNever(String least, String most) {
    var bounded =
        duration(
            "0 for never, or a duration such as 500ms or 2s, from %s to %s".formatted(least, most),
            least,
            most);
    return new Plain<>(
        bounded.form(),
        text ->
            Durations.parse(text)
                .filter(Duration::isZero)
                .<Reading<Duration>>map(Value::new)
                .orElseGet(() -> bounded.read(text)),
        bounded::show);
  }

  private static ValueType<Duration> duration(String form, String least, String most) {
    var min = Durations.parse(least).orElseThrow();
    var max = Durations.parse(most).orElseThrow();
    return new Plain<>(
        form,
        text ->
            Durations.parse(text)
                .<Reading<Duration>>map(found ->
                    found.compareTo(min) >= 0 && found.compareTo(max) <= 0
                        ? new Value<>(found)
                        : wrong(text, "is out of bounds"))
                .orElseGet(() -> wrong(text, "is not a duration")),
        Durations::print);
  }

  /** {@code true} or {@code false}; YAML 1.2 knows no {@code yes}. */
  static ValueType<Boolean> trueOrFalse() {
    return new Plain<>(
        "true or false",
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true" -> new Value<>(true);
              case "false" -> new Value<>(false);
              default -> wrong(text, "is neither true nor false");
            },
        value -> Boolean.toString(value));
  }

  /** One of an enum's words, lower case. */
  static <E extends Enum<E>> ValueType<E> word(Class<E> words) {
    var all = words.getEnumConstants();
    return new Plain<>(
        Arrays.stream(all).map(Types::lower).collect(Collectors.joining(" or ")),
        text ->
            Arrays.stream(all)
                .filter(word -> lower(word).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .<Reading<E>>map(Value::new)
                .orElseGet(() -> wrong(text, "is none of the words")),
        Types::lower);
  }

  /** A number out of a few. */
  static ValueType<Integer> oneOf(Integer... numbers) {
    return new Plain<>(
        Arrays.stream(numbers).map(String::valueOf).collect(Collectors.joining(" or ")),
        text ->
            Arrays.stream(numbers)
                .filter(number -> number.toString().equals(text))
                .findFirst()
                .<Reading<Integer>>map(Value::new)
                .orElseGet(() -> wrong(text, "is none of the choices")),
        number -> Integer.toString(number));
  }

  /** Text of a form. */
  static ValueType<String> text(String form, Pattern pattern) {
    return new Plain<>(
        form,
        text -> pattern.matcher(text).matches() ? new Value<>(text) : wrong(text, "is not " + form),
        Function.identity());
  }

  /** Text that nobody may see. */
  static ValueType<Secret> secret() {
    return new Plain<>(
        "text, never shown", text -> new Value<>(new Secret(text)), Secret::toString);
  }

  /** A file that can be read now: a mount that is missing shows at start, not at the first use. */
  static ValueType<Path> file() {
    return new Plain<>("the path of a file that can be read", Types::path, Path::toString);
  }

  private static Reading<Path> path(String text) {
    try {
      var path = Path.of(text);
      return Files.isRegularFile(path) && Files.isReadable(path)
          ? new Value<>(path)
          : wrong(text, "is not a file that can be read");
    } catch (InvalidPathException _) {
      return wrong(text, "is not a path");
    }
  }

  private static <T> Reading<T> wrong(String text, String why) {
    return new Wrong<>("\"" + Printable.shortened(text, QUOTED) + "\" " + why);
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
