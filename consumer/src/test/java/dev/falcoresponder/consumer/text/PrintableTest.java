package dev.falcoresponder.consumer.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
  @ParameterizedTest
  @CsvSource({"10, \\n", "13, \\r", "9, \\t", "0, \\u0000", "27, \\u001b", "127, \\u007f"})
  void controlCharactersAreEscaped(int character, String escape) {
    assertThat(Printable.of("a" + (char) character + "b")).isEqualTo("a" + escape + "b");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x85, 0x9b, 0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069, 0x200b, 0xfeff})
  void whatBreaksLinesOrHidesTextIsEscaped(int character) {
    assertThat(Printable.of("" + (char) character)).isEqualTo("\\u%04x".formatted(character));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain text", "Größe", "日本語", "🐝", "a\\nb", "\"quoted\""})
  void textThatPrintsAsItselfIsLeftAlone(String text) {
    assertThat(Printable.of(text)).isSameAs(text);
  }

  @Test
  void longTextIsCutOff() {
    assertThat(Printable.shortened("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Printable.shortened("abcdefg", 6)).isEqualTo("abcdef…");
    assertThat(Printable.shortened("\n".repeat(7), 2)).isEqualTo("\\n\\n…");
  }

  @Test
  void characterOfTwoIsNotCutInHalf() {
    assertThat(Printable.shortened("ab🐝", 3)).isEqualTo("ab…");
    assertThat(Printable.shortened("ab🐝c", 4)).isEqualTo("ab🐝…");
    assertThat(Printable.shortened("ab🐝", 4)).isEqualTo("ab🐝");
    assertThat(Printable.shortened("🐝🐝", 3)).isEqualTo("🐝…");
  }
}
