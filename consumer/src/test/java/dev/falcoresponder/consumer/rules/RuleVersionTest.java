package dev.falcoresponder.consumer.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleVersionTest {
  private static final String RULE =
      Rules.TERMINATE + "- rule: R\n  actions:\n    - action: Terminate Pod\n";

  @TempDir Path folder;

  @Test
  void hashIsThatOfWhatIsPrinted() throws NoSuchAlgorithmException {
    var loaded = Rules.loaded(RULE);
    var printed = RulePrinter.json(loaded.document()).getBytes(UTF_8);
    var sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(printed));

    assertThat(RuleVersion.of(loaded)).isEqualTo(new RuleVersion(sha256.substring(0, 12), 1));
  }

  @Test
  void commentsAndLayoutMakeNoOtherVersion() {
    assertThat(version("# why\n\n" + RULE.replace("- rule: R", "- rule:   \"R\"")))
        .isEqualTo(version(RULE));
  }

  @Test
  void anyOtherChangeDoes() {
    assertThat(version(RULE.replace("rule: R", "rule: S")).hash())
        .isNotEqualTo(version(RULE).hash());
    assertThat(version(RULE + "  dry_run: true\n").hash()).isNotEqualTo(version(RULE).hash());
  }

  @Test
  void filesThatWereReadLoadAsTheyWereThen() throws IOException {
    var file = Files.writeString(folder.resolve("rules.yaml"), RULE);
    var sources = RuleSources.read(List.of(file));
    Files.writeString(file, "- nothing\n");

    assertThat(RuleFiles.load(sources))
        .isInstanceOfSatisfying(
            RuleFiles.Load.Loaded.class,
            loaded -> assertThat(RuleVersion.of(loaded)).isEqualTo(version(RULE)));
  }

  @Test
  void digestsTellFilesApartAndAlsoWhyThereAreNone() throws IOException {
    var file = Files.writeString(folder.resolve("rules.yaml"), RULE);
    var same = Files.writeString(folder.resolve("same.yaml"), RULE);
    var read = RuleSources.read(List.of(file, same, folder.resolve("gone"), folder));

    assertThat(read.complete()).isFalse();
    assertThat(RuleSources.read(List.of(file, same)).complete()).isTrue();
    assertThat(read.digests().get(0)).isEqualTo(read.digests().get(1));
    assertThat(read.digests().subList(1, 4)).doesNotHaveDuplicates();
  }

  private static RuleVersion version(String text) {
    return RuleVersion.of(Rules.loaded(text));
  }
}
