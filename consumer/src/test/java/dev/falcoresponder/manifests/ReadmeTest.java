package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.config.ConfigKeys;
import dev.falcoresponder.servers.Repository;
import java.io.IOException;
import java.nio.file.Files;
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
}
