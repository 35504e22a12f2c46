package dev.falcoresponder.bench;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rule files of any length, as a platform with many teams would have them: rules that name Falco
 * rules, rules by priority and tags, by source and output fields, by what a field shall not be, and
 * by all of it. Of the alerts here none matches but a terminal shell in a container, and that the
 * very last rule, so that no rule can be spared by an earlier one.
 */
final class RuleMix {
  private static final String ACTION =
      """
      - action: Terminate Pod
        actionner: kubernetes:terminate
      """;

  private static final String LAST =
      """
      - rule: Shell
        match:
          rules: [Terminal shell in container]
        actions:
          - action: Terminate Pod
      """;

  private RuleMix() {}

  /** A file of so many rules, at least one. */
  static String file(int rules) {
    return IntStream.range(0, rules - 1)
        .mapToObj(RuleMix::rule)
        .collect(Collectors.joining("", ACTION, LAST));
  }

  private static String rule(int number) {
    return "- rule: Team %d%n  match:%n%s  actions:%n    - action: Terminate Pod%n"
        .formatted(number, match(number).formatted(number).indent(4));
  }

  private static String match(int number) {
    return switch (number % 6) {
      case 0 -> "rules: [Falco rule %1$d, Falco rule %1$d of old]";
      case 1 -> "priority: '>=Notice'\ntags: ['container, team-%1$d', 'k8s, team-%1$d']";
      case 2 -> "source: syscall\noutput_fields: ['k8s.ns.name=team-%1$d, proc.name!=nginx']";
      case 3 ->
          """
          priority: '>=Debug'
          output_fields:
            - 'k8s.ns.name!=kube-system, container.image.repository=registry/team-%1$d'
            - 'proc.name!=nginx, user.name=team-%1$d'\
          """;
      case 4 ->
          "source: syscall\noutput_fields: ['proc.name!=tool-%1$d, user.name!=root, user.name!=app']";
      default ->
          """
          rules: [Terminal shell in container, Read sensitive file untrusted, Attach/Exec Pod]
          priority: '>=Notice'
          tags: [container, k8s]
          output_fields: ['proc.name!=nginx, k8s.pod.name=team-%1$d']\
          """;
    };
  }
}
