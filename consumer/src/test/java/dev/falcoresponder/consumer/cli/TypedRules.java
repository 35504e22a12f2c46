package dev.falcoresponder.consumer.cli;

import static dev.falcoresponder.consumer.cli.Typed.typed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rule files as a person has them, {@code 1.yaml} and so on, and what the commands say of them.
 *
 * @param folder where to put them
 */
record TypedRules(Path folder) {
  /** An alert of Falco rule {@code A}. */
  static final String ALERT_WITH_POD =
      """
      {"rule":"A","output_fields":{"k8s.ns.name":"shop","k8s.pod.name":"web",
       "k8s.pod.uid":"3e41dc6b-08a8-44db-bc2a-3724b18ab19a"}}
      """;

  /** The lines of {@code rules check}, without the folder, where the files are refused. */
  List<String> refused(String... texts) {
    var checked = command(List.of("rules", "check"), texts);
    assertThat(checked.out()).isEmpty();
    assertThat(checked.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(checked.problems()).isNotEmpty().allMatch(line -> line.matches(".+:\\d+: .+; .+"));
    return lines(checked);
  }

  /** The warnings of {@code rules check}, without the folder, where the files are accepted. */
  List<String> accepted(String... texts) {
    var checked = command(List.of("rules", "check"), texts);
    assertThat(checked.code()).as(checked.err()).isZero();
    assertThat(checked.problems())
        .allMatch(line -> line.matches("warning: .+:\\d+: .+; .+"))
        .doesNotHaveDuplicates();
    return lines(checked);
  }

  /** What {@code rules print} makes of the files. */
  String printed(String... texts) {
    var printed = command(List.of("rules", "print"), texts);
    assertThat(printed.code()).as(printed.err()).isZero();
    return printed.out();
  }

  /** For each rule, what {@code explain} says of it for that alert. */
  List<JsonElement> explained(String alert, String text) {
    var explained =
        typed(
            alert.getBytes(UTF_8),
            Map.of(),
            "explain",
            "--output",
            "json",
            "--rules",
            write("1.yaml", text),
            "-");
    assertThat(explained.code()).as(explained.err()).isZero();
    return JsonParser.parseString(explained.out())
        .getAsJsonObject()
        .getAsJsonArray("rules")
        .asList();
  }

  /** A rule {@code R} with this under {@code match}, in line 4, and an action. */
  static String matching(String criterion) {
    return """
    - rule: R
      actions: [{action: T, actionner: "kubernetes:terminate"}]
      match:
        %s
    """
        .formatted(criterion);
  }

  private Typed command(List<String> words, String... texts) {
    var arguments = new ArrayList<>(words);
    for (var text : texts) {
      arguments.add(write(arguments.size() - words.size() + 1 + ".yaml", text));
    }
    return typed(arguments.toArray(String[]::new));
  }

  private String write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> lines(Typed typed) {
    return typed.problems().stream().map(line -> line.replace(folder + "/", "")).toList();
  }
}
