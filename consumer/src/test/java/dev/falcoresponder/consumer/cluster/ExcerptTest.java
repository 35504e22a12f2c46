package dev.falcoresponder.consumer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {
  private static final int LONGEST = 400;

  @Test
  void whiteSpaceBecomesOneBlankAndNoneAtTheEnds() {
    assertThat(Excerpt.of(" \n{\r\n\t\"kind\":  \"Status\"\u2028}\n\n"))
        .isEqualTo("{ \"kind\": \"Status\" }");
    assertThat(Excerpt.of(" \n ")).isEmpty();
    assertThat(Excerpt.of("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0000", "001b", "007f", "0085", "009b", "200b", "202e", "2066"})
  void whatDoesNotPrintAsItselfIsEscaped(String hex) {
    var character = (char) Integer.parseInt(hex, 16);

    assertThat(Excerpt.of("a" + character + "b")).isEqualTo("a\\u" + hex + "b");
  }

  @Test
  void longTextIsCut() {
    assertThat(Excerpt.of("x".repeat(LONGEST))).isEqualTo("x".repeat(LONGEST));
    assertThat(Excerpt.of("x".repeat(LONGEST) + " \n")).isEqualTo("x".repeat(LONGEST));
    assertThat(Excerpt.of("x".repeat(LONGEST + 1))).isEqualTo("x".repeat(LONGEST) + "…");
    assertThat(Excerpt.of("x".repeat(LONGEST) + " y")).isEqualTo("x".repeat(LONGEST) + "…");
  }

  @Test
  void whiteSpaceDoesNotCountAsLong() {
    assertThat(Excerpt.of("a" + " ".repeat(100_000) + "b")).isEqualTo("a b");
  }

  @Test
  void characterOfTwoIsNotCutInHalf() {
    assertThat(Excerpt.of("x".repeat(LONGEST - 1) + "🐝")).isEqualTo("x".repeat(LONGEST - 1) + "…");
    assertThat(Excerpt.of("x".repeat(LONGEST - 2) + "🐝y"))
        .isEqualTo("x".repeat(LONGEST - 2) + "🐝…");
  }
}
