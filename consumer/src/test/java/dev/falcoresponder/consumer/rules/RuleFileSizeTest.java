package dev.falcoresponder.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many values rule files may hold; a file's bytes are in {@link LimitsTest}. */
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class RuleFileSizeTest {
  @TempDir private Path folder;

  @Test
  void moreValuesThanMemoryIsMeantForAreRefusedWhereTheyBecomeTooMany() {
    var all = YamlBuilder.MAX_PARTS;

    assertThat(Rules.problems("-\n".repeat(all - 1))).hasSize(Problems.MOST + 1);
    assertThat(Rules.problems("-\n".repeat(all)))
        .containsExactly(
            "rules.yaml:%d: the file has more than 200000 values, counting what commas part; write fewer rules"
                .formatted(all));
    assertThat(Rules.problems("- &a x\n".repeat(all / 2)))
        .singleElement()
        .asString()
        .startsWith("rules.yaml:%d: the file has more than ".formatted(all / 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tags: ['a%s']|,a", "output_fields: ['a=b%s']|,a=b", "rules: [a%s]|,a"})
  void whatCommasPartCounts(String criterion) {
    var parts = criterion.split("\\|", -1);

    assertThat(
            Rules.problems(
                Rules.matching(parts[0].formatted(parts[1].repeat(YamlBuilder.MAX_PARTS)))))
        .singleElement()
        .asString()
        .startsWith("rules.yaml:5: the file has more than 200000 values");
  }

  @Test
  void aHundredThousandRulesAreRefusedAndTenThousandAreRead() {
    var rule = "- {rule: R%d, match: {rules: [x]}, actions: [{action: Terminate Pod}]}\n";
    var rules = IntStream.range(0, 100_000).mapToObj(rule::formatted).toList();

    assertThat(Rules.loaded(Rules.TERMINATE + String.join("", rules.subList(0, 10_000))))
        .satisfies(loaded -> assertThat(loaded.book().rules()).hasSize(10_000));
    assertThat(Rules.problems(Rules.TERMINATE + String.join("", rules)))
        .singleElement()
        .asString()
        .contains("the file has more than 200000 values");
  }

  @Test
  void filesThatAreTooMuchTogetherAreRefused() throws IOException {
    var rules =
        "- {action: A, actionner: 'kubernetes:terminate'}\n"
            + IntStream.range(0, 7_000)
                .mapToObj("- {rule: R%d, match: {rules: [x]}, actions: [{action: A}]}\n"::formatted)
                .collect(Collectors.joining());
    var files = List.of(write("1.yaml", rules), write("2.yaml", rules), write("3.yaml", rules));

    assertThat(RuleFiles.load(files.subList(0, 2))).isInstanceOf(RuleFiles.Load.Loaded.class);
    assertThat(RuleFiles.load(files))
        .isInstanceOfSatisfying(
            RuleFiles.Load.Broken.class,
            broken ->
                assertThat(broken.problems())
                    .singleElement()
                    .hasToString(
                        files.getLast()
                            + ":1: with this file there is more in all files together than is"
                            + " read; write fewer rules"));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
