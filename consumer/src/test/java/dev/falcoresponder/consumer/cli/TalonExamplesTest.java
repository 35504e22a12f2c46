package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of the kinds that falco-talon documents: which load, and why the others do not. */
class TalonExamplesTest {
  private static final String NOT_YET = "is an actionner of falco-talon that is not supported here";

  /** A file with the line and the beginning of each of its problems. */
  record Refused(String file, List<String> problems) {
    static Refused of(String file, String... problems) {
      return new Refused(file, List.of(problems));
    }

    /** A file with nothing but an actionner that is not here, in that line. */
    static Refused actionner(String file, int line, String action, String actionner) {
      return of(file, "%d: action \"%s\": \"%s\" %s".formatted(line, action, actionner, NOT_YET));
    }

    /** That, and an output in the other line. */
    static Refused output(String file, int line, String action, String actionner, int output) {
      return of(
          file,
          "%d: action \"%s\": \"%s\" %s".formatted(line, action, actionner, NOT_YET),
          "%d: action \"%s\": output is a key of falco-talon".formatted(output, action));
    }
  }

  static List<Refused> refused() {
    return List.of(
        Refused.actionner("label.yaml", 3, "Mark for quarantine", "kubernetes:label"),
        Refused.actionner("annotation.yaml", 3, "Note on the node", "kubernetes:annotation"),
        Refused.actionner("networkpolicy.yaml", 3, "Cut off", "kubernetes:networkpolicy"),
        Refused.actionner("exec.yaml", 3, "Look at the file", "kubernetes:exec"),
        Refused.actionner("script.yaml", 3, "Look around", "kubernetes:script"),
        Refused.output("log.yaml", 3, "Keep the last lines", "kubernetes:log", 6),
        Refused.output("download.yaml", 3, "Keep the file", "kubernetes:download", 6),
        Refused.output("tcpdump.yaml", 3, "Listen in", "kubernetes:tcpdump", 7),
        Refused.output("sysdig.yaml", 3, "Record the calls", "kubernetes:sysdig", 8),
        Refused.actionner("delete.yaml", 3, "Delete what was made", "kubernetes:delete"),
        Refused.actionner("cordon.yaml", 3, "Nothing new on this node", "kubernetes:cordon"),
        Refused.actionner("drain.yaml", 3, "Everything off this node", "kubernetes:drain"),
        Refused.actionner("calico.yaml", 3, "Deny the address", "calico:networkpolicy"),
        Refused.actionner("cilium.yaml", 3, "Deny the address", "cilium:networkpolicy"),
        Refused.actionner("lambda.yaml", 3, "Call the function", "aws:lambda"),
        Refused.actionner("function.yaml", 3, "Call the function", "gcp:function"),
        Refused.of(
            "contexts.yaml",
            "8: rule \"Where was it?\", action \"Say it\": \"kubernetes:exec\" " + NOT_YET,
            "9: rule \"Where was it?\", action \"Say it\": additional_contexts is a key of falco-"),
        Refused.output("output-file.yaml", 3, "Keep the file", "kubernetes:download", 6),
        Refused.output("output-gcs.yaml", 3, "Keep the file", "kubernetes:download", 6),
        Refused.output("output-minio.yaml", 3, "Keep the file", "kubernetes:download", 6),
        Refused.of(
            "notifiers.yaml", "9: rule \"Tell the team\": notifiers is a key of falco-talon"),
        Refused.of(
            "outbound.yaml",
            "6: action \"End the pod\": kubernetes:terminate has no parameter \"ignoreDaemonsets\"",
            "7: action \"End the pod\": kubernetes:terminate has no parameter \"ignoreStatefulset",
            "10: action \"Only the office\": \"kubernetes:networkpolicy\" " + NOT_YET,
            "22: rule \"Calls abroad\", action \"The last lines\": \"kubernetes:log\" " + NOT_YET,
            "25: rule \"Calls abroad\", action \"The last lines\": output is a key of falco-talon",
            "34: rule \"Calls abroad\", action \"End the pod\": kubernetes:terminate has no parame"),
        Refused.of(
            "namespace.yaml",
            "10: rule \"Nobody makes this namespace\", action \"Delete it\": \"kubernetes:delete\" "
                + NOT_YET),
        Refused.of(
            "node.yaml",
            "8: rule \"The node is lost\", action \"Close it\": \"kubernetes:cordon\" " + NOT_YET,
            "10: rule \"The node is lost\", action \"Empty it\": \"kubernetes:drain\" " + NOT_YET));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void exampleThatAsksForWhatIsNotHereIsRefusedForThatAlone(Refused example) throws IOException {
    var file = folder().resolve(example.file());

    var checked = typed("rules", "check", file.toString());

    assertThat(checked.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(checked.problems()).hasSameSizeAs(example.problems());
    for (var i = 0; i < example.problems().size(); i++) {
      assertThat(checked.problems().get(i)).startsWith(file + ":" + example.problems().get(i));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "terminate.yaml, 0 rules",
    "syntax.yaml, 1 rule",
    "priorities.yaml, 3 rules",
    "shell.yaml, 1 rule",
    "helm-override.yaml, 1 rule",
    "shell.yaml shell-override.yaml, 1 rule",
    "shell.yaml helm-override.yaml, 1 rule"
  })
  void exampleOfWhatIsHereLoadsWithoutAWarning(String files, String rules) {
    var checked = typed(command("check", files));

    assertThat(checked.err()).isEmpty();
    assertThat(checked.code()).isZero();
    assertThat(checked.out()).startsWith(rules + ", no problem");
  }

  @Test
  void overrideRefinesWhatIsThere() {
    assertThat(typed(command("print", "shell.yaml shell-override.yaml")).out())
        .contains("grace_period_seconds: 4\n")
        .contains("      - Terminal shell in container\n      - Run shell untrusted\n")
        .contains("      - \"k8s.ns.name!=kube-system, k8s.ns.name!=monitoring\"\n");
  }

  @Test
  void everyFileOfTheFolderIsAnExample() throws IOException {
    var named = new ArrayList<>(refused().stream().map(Refused::file).toList());
    named.addAll(
        List.of(
            "terminate.yaml",
            "syntax.yaml",
            "priorities.yaml",
            "shell.yaml",
            "shell-override.yaml",
            "helm-override.yaml"));

    try (var files = Files.list(folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(named);
    }
  }

  private static String[] command(String command, String files) {
    return Stream.concat(
            Stream.of("rules", command),
            Stream.of(files.split(" ", -1)).map(file -> folder().resolve(file).toString()))
        .toArray(String[]::new);
  }

  private static Path folder() {
    try {
      var example = requireNonNull(TalonExamplesTest.class.getResource("/rules/talon/shell.yaml"));
      return Path.of(example.toURI()).resolveSibling("");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
