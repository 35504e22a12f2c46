package dev.falcoresponder.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was found once is read again, every time. */
class CorpusTest {
  @ParameterizedTest
  @EnumSource
  void everyKnownInputIsRead(Target target) throws IOException {
    for (var folder : target.corpora()) {
      var inputs = files(Fuzz.corpus(folder));

      assertThat(inputs).isNotEmpty();
      for (var input : inputs) {
        var bytes = Files.readAllBytes(input);
        assertThatCode(() -> target.read(bytes)).as(input.toString()).doesNotThrowAnyException();
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
