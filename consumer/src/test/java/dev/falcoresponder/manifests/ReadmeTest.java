package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.config.ConfigTable;
import dev.falcoresponder.consumer.outcome.Reason;
import dev.falcoresponder.consumer.rules.RuleFiles;
import dev.falcoresponder.consumer.rules.RuleVersion;
import dev.falcoresponder.model.DeadLetterReason;
import dev.falcoresponder.servers.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  /** The second column of a table. */
  private static final Pattern ROW = Pattern.compile("(?m)^\\|[^|]*\\|([^|]*)\\|");

  private static final Pattern WORD = Pattern.compile("`([A-Z_]+)`");

  /** Where it fails, what belongs between the markers is what the failure expects. */
  @Test
  void tableOfTheReadmeIsTheTableOfTheProgram() throws IOException {
    var lines = Files.readAllLines(Repository.root().resolve("README.md"));
    var table =
        lines.subList(
            lines.indexOf("<!-- config:begin -->") + 1, lines.indexOf("<!-- config:end -->"));

    assertThat(String.join("\n", table)).isEqualTo(String.join("\n", ConfigTable.markdown()));
  }

  /** Whoever is on call finds each word of logs, metrics and dead letters, and finds it once. */
  @Test
  void everyReasonIsInTheTableOfReasonsOnce() throws IOException {
    var readme = Files.readString(Repository.root().resolve("README.md"));
    var table =
        readme.substring(
            readme.indexOf("<!-- reasons:begin -->"), readme.indexOf("<!-- reasons:end -->"));
    var named = ROW.matcher(table).results().flatMap(row -> WORD.matcher(row.group(1)).results());

    assertThat(named.map(word -> word.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Reason.values(), DeadLetterReason.values())
                .flatMap(Arrays::stream)
                .map(Enum::name)
                .toList());
  }

  @Test
  void hashOfTheReadmeIsThatOfTheRulesInTheManifests() throws IOException {
    var rules = (RuleFiles.Load.Loaded) RuleFiles.load(List.of(BaseFolder.rules()));

    assertThat(Files.readString(Repository.root().resolve("README.md")))
        .contains(
            "rules check manifests/base/rules/rules.yaml   # 1 rule, no problem, hash "
                + RuleVersion.of(rules).hash());
  }
}
