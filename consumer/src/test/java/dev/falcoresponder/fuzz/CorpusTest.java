package dev.falcoresponder.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was found once is read again, every time. */
class CorpusTest {
  @ParameterizedTest
  @EnumSource
  void everyKnownInputIsRead(Target target) throws IOException {
    for (var folder : Fuzz.corpora(target)) {
      var inputs = Fuzz.inputs(folder);

      assertThat(inputs).isNotEmpty();
      for (var input : inputs) {
        var bytes = Files.readAllBytes(input);
        assertThatCode(() -> target.read(bytes)).as(input.toString()).doesNotThrowAnyException();
      }
    }
  }
}
