package dev.falcoresponder.monitoring;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be read off an expression without evaluating it. */
public final class PromQl {
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:falco_responder|process|jvm)_[a-z_]+\\b");

  private PromQl() {}

  /** The metrics of replicas that it names. */
  public static Set<String> metrics(String expression) {
    return mentions(expression).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The same as often as it names each. */
  static Stream<String> mentions(String expression) {
    return METRIC.matcher(expression).results().map(MatchResult::group);
  }
}
