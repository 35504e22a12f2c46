package dev.falcoresponder.consumer.reload;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rule files. */
final class Texts {
  /** Not a rule file. */
  static final String BROKEN = "- rule: A\n  color: red\n";

  private Texts() {}

  /** A file with rules of these names. */
  static String rules(String... names) {
    return Stream.of(names).map(Texts::rule).collect(Collectors.joining());
  }

  private static String rule(String name) {
    return """
    - rule: %s
      match: {rules: [Terminal shell in container]}
      actions: [{action: Kill, actionner: "kubernetes:terminate"}]
    """
        .formatted(name);
  }
}
