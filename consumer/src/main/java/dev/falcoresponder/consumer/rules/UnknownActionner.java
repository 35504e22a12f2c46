package dev.falcoresponder.consumer.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says of a name why no actionner has it. */
final class UnknownActionner {
  /** All that falco-talon has. */
  private static final List<String> TALON =
      List.of(
          "kubernetes:terminate",
          "kubernetes:label",
          "kubernetes:annotation",
          "kubernetes:networkpolicy",
          "kubernetes:exec",
          "kubernetes:script",
          "kubernetes:log",
          "kubernetes:delete",
          "kubernetes:cordon",
          "kubernetes:drain",
          "kubernetes:download",
          "kubernetes:tcpdump",
          "kubernetes:sysdig",
          "aws:lambda",
          "gcp:function",
          "calico:networkpolicy",
          "cilium:networkpolicy");

  private UnknownActionner() {}

  static String what(String name) {
    if (TALON.contains(name)) {
      return Words.quote(name) + " is an actionner of falco-talon that is not supported here yet";
    }
    return "there is no actionner "
        + Words.quote(name)
        + nearest(name).map(UnknownActionner::nearness).orElse("");
  }

  private static String nearness(String known) {
    return Actionners.find(known).isPresent()
        ? ", the nearest is " + known
        : ", the nearest is %s of falco-talon, which is not supported here yet".formatted(known);
  }

  private static Optional<String> nearest(String name) {
    return NearestWord.to(
        name, Stream.concat(Actionners.names().stream(), TALON.stream()).distinct().toList());
  }
}
