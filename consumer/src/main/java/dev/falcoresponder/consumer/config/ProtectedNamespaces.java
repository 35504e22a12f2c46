package dev.falcoresponder.consumer.config;

import static dev.falcoresponder.consumer.config.ResponseKeys.PROTECTED_NAMESPACES;
import static dev.falcoresponder.consumer.config.ResponseKeys.UNPROTECTED_NAMESPACES;

import java.util.List;
import java.util.stream.Stream;

/** Which namespaces are protected, all things considered. */
final class ProtectedNamespaces {
  /** The cluster's own, and those whose loss would stop the alerts or this program. */
  static final List<String> ANYWAY =
      List.of(
          "kube-system",
          "kube-public",
          "kube-node-lease",
          "falco",
          "nats",
          "openfaas",
          "openfaas-fn");

  private ProtectedNamespaces() {}

  static List<String> of(Values values) {
    var removed = values.get(UNPROTECTED_NAMESPACES);
    return Stream.concat(
            ANYWAY.stream().filter(name -> !removed.contains(name)),
            values.get(PROTECTED_NAMESPACES).stream())
        .distinct()
        .toList();
  }
}
