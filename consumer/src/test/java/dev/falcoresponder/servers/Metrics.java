package dev.falcoresponder.servers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a {@code /metrics} page showed.
 *
 * @param samples in the order of the page
 */
public record Metrics(List<Sample> samples) {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})?\\s+(\\S+).*");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  public Metrics {
    samples = List.copyOf(samples);
  }

  /** One line of the page. */
  public record Sample(String name, Map<String, String> labels, double value) {
    public Sample {
      labels = Map.copyOf(labels);
    }
  }

  /** Reads the text format of Prometheus. */
  public static Metrics parse(String page) {
    return new Metrics(
        page.lines().filter(line -> !line.startsWith("#")).flatMap(Metrics::sample).toList());
  }

  /** The sum of the samples with that name and at least those labels; 0 where there is none. */
  public double sum(String name, Map<String, String> labels) {
    return matching(name, labels).mapToDouble(Sample::value).sum();
  }

  /** The sum of all samples with that name. */
  public double sum(String name) {
    return sum(name, Map.of());
  }

  /** The value of the first sample with that name and at least those labels. */
  public OptionalDouble value(String name, Map<String, String> labels) {
    return matching(name, labels).mapToDouble(Sample::value).findFirst();
  }

  private Stream<Sample> matching(String name, Map<String, String> labels) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()));
  }

  private static Stream<Sample> sample(String line) {
    var matcher = LINE.matcher(line);
    return matcher.matches() ? Stream.of(sample(matcher.toMatchResult())) : Stream.empty();
  }

  private static Sample sample(MatchResult line) {
    var labels = new HashMap<String, String>();
    var text = line.group(2);
    if (text != null) {
      LABEL
          .matcher(text)
          .results()
          .forEach(label -> labels.put(label.group(1), unescape(label.group(2))));
    }
    return new Sample(line.group(1), labels, number(line.group(3)));
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace("Inf", "Infinity"));
  }

  private static String unescape(String text) {
    return text.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
  }
}
