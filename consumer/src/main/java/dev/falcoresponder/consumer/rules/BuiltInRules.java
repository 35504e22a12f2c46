package dev.falcoresponder.consumer.rules;

/** What applies where no rule file is given. */
final class BuiltInRules {
  /** Stands for the file's name in messages. */
  static final String NAME = "(built in)";

  static final String TEXT =
      """
      - action: Terminate Pod
        actionner: kubernetes:terminate

      - rule: Terminal shell in container
        description: A shell with a terminal runs in a container; its pod is deleted.
        match:
          rules:
            - Terminal shell in container
        actions:
          - action: Terminate Pod
      """;

  private BuiltInRules() {}
}
