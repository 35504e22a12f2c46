package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.config.ConfigKeys;
import dev.falcoresponder.consumer.rules.RuleFiles;
import dev.falcoresponder.consumer.rules.RuleVersion;
import dev.falcoresponder.servers.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  /** Where it fails, what belongs between the markers is what the failure expects. */
  @Test
  void tableOfTheReadmeIsTheTableOfTheProgram() throws IOException {
    var lines = Files.readAllLines(Repository.root().resolve("README.md"));
    var table =
        lines.subList(
            lines.indexOf("<!-- config:begin -->") + 1, lines.indexOf("<!-- config:end -->"));

    assertThat(String.join("\n", table)).isEqualTo(String.join("\n", ConfigKeys.markdown()));
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
