package dev.falcoresponder.campaign;

import dev.falcoresponder.servers.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The rules of all replicas, in a file that can be spoiled.
 *
 * @param file which replicas look at every 200 ms
 */
record RuleFile(Path file) {
  private static final String GOOD =
      """
      - action: Terminate Pod
        actionner: kubernetes:terminate
      - rule: Shell in a container
        match:
          rules: [Terminal shell in container]
        actions:
          - action: Terminate Pod
      """;

  static RuleFile in(Scratch scratch) {
    var rules = new RuleFile(scratch.path("rules.yaml"));
    rules.mend();
    return rules;
  }

  void mend() {
    replace(GOOD);
  }

  void spoil(String garbage) {
    replace(garbage);
  }

  /** As editors and kubelet do: another file takes its place. */
  private void replace(String text) {
    try {
      var next = Files.writeString(file.resolveSibling("rules.next"), text);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
