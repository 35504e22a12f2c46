package dev.falcoresponder.consumer.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.impl.Headers;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain text, (with) signs: 1/2 = 50\"'",
        " space around ",
        " ",
        "two  spaces",
        "100%",
        "%41",
        "%",
        "%zz%",
        "line\r\nbreak: injected",
        "tab\t and \0 and \u007f",
        "ümläut – Ω – 汉字",
        "\uD83D\uDEA8 alarm \uD83D\uDEA8",
        "\u00a0\u2028",
      })
  void comesBackAsItWas(String text) {
    assertThat(HeaderText.decode(HeaderText.encode(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"Kill shells,Kill shells", "50%,50%25", "a\u00fcb,a%C3%BCb", "` a `,%20a%20"})
  void isReadableWhereItCanBe(String text, String encoded) {
    assertThat(HeaderText.encode(text)).isEqualTo(encoded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"100% sure", "%", "%4", "50%-60%", "%g1"})
  void percentSignsWrittenByHandStandForThemselves(String text) {
    assertThat(HeaderText.decode(text)).isEqualTo(text);
  }

  @Test
  void anyTextFitsIntoAHeader() {
    var random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        int limit = random.nextBoolean() ? 0x80 : 0x10000;
        int character = random.nextInt(limit);
        text.appendCodePoint(
            Character.getType(character) == Character.SURROGATE ? 0x1F6A8 : character);
      }

      var encoded = HeaderText.encode(text.toString());

      assertThat(encoded).matches("[ -~]*").isEqualTo(encoded.strip());
      assertThat(new Headers().put("X", encoded).getFirst("X")).isEqualTo(encoded);
      assertThat(HeaderText.decode(encoded)).isEqualTo(text.toString());
    }
  }

  @Test
  void loneSurrogateDoesNoHarm() {
    assertThat(HeaderText.decode(HeaderText.encode("a\uD83Db"))).isEqualTo("a?b");
  }

  @Test
  void longTextIsCutAfterAWholeCharacter() {
    var encoded = HeaderText.encode("ü".repeat(5_000));

    assertThat(encoded).hasSizeLessThanOrEqualTo(HeaderText.LONGEST);
    assertThat(HeaderText.decode(encoded)).isEqualTo("ü".repeat(HeaderText.LONGEST / 6));
  }
}
