package dev.falcoresponder.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README has to say to whoever is on call. */
class RunbookTest {
  private static final Pattern ROW = Pattern.compile("\\| `(FalcoResponder\\w+)` \\|(.*)\\|");

  private final AlertRules rules = AlertRules.read();

  @Test
  void tableOfTheReadmeNamesEachAlarmInTheOrderOfTheFile() throws IOException {
    assertThat(section()).extracting(line -> line.group(1)).isEqualTo(rules.names());
  }

  @Test
  void everyRowSaysHowBadItIsWhatItMeansWhatToLookAtAndWhatToDo() throws IOException {
    assertThat(section())
        .allSatisfy(line ->
            assertThat(columns(line)).as(line.group(1)).hasSize(4).noneMatch(String::isBlank));
  }

  @Test
  void severityInTheReadmeIsThatOfTheFile() throws IOException {
    assertThat(section())
        .extracting(line -> columns(line)[0].strip())
        .isEqualTo(rules.all().stream().map(AlertRules.Alert::severity).toList());
  }

  private static String[] columns(MatchResult line) {
    return line.group(2).split(" \\| ", -1);
  }

  @Test
  void everyAlertSaysHowBadItIsAndWhereToReadOn() {
    assertThat(rules.all())
        .allSatisfy(alert -> {
          assertThat(alert.severity()).isIn("critical", "warning");
          assertThat(alert.annotations())
              .containsOnlyKeys("summary", "description", "runbook")
              .containsEntry("runbook", "README.md#when-it-rings");
          assertThat(alert.annotations().get("description")).endsWith(".");
        });
  }

  private static List<MatchResult> section() throws IOException {
    var readme = Files.readString(Repository.root().resolve("README.md"));
    var from = readme.indexOf("\n### When it rings\n");
    assertThat(from).isPositive();
    return ROW.matcher(readme.substring(from, readme.indexOf("\n#", from + 2))).results().toList();
  }
}
