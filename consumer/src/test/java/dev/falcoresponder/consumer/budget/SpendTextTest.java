package dev.falcoresponder.consumer.budget;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpendTextTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.123Z");

  @Test
  void whatIsWrittenIsReadBack() {
    var spends =
        List.of(
            Spend.of(new SpendRequest("FALCO.1", "shop", Optional.of("uid"), false), NOON),
            Spend.of(new SpendRequest("FALCO.2", "bank", Optional.empty(), true), NOON));

    assertThat(SpendText.read(SpendText.write(spends)))
        .isEqualTo(new SpendText.Reading.Read(spends));
    assertThat(SpendText.read(SpendText.write(List.of())))
        .isEqualTo(new SpendText.Reading.Read(List.of()));
  }

  @Test
  void linesAreTheWireFormatOfVersionOne() {
    var spends =
        List.of(Spend.of(new SpendRequest("FALCO.1", "shop", Optional.empty(), false), NOON));

    assertThat(new String(SpendText.write(spends), UTF_8))
        .isEqualTo("falco-responder budget 1\n1793534400123 3fROXgck2Spaj1JM jZAB0yxqcD0 -\n");
  }

  /** However long the names in alert and cluster are. */
  @Test
  void longestValueIsAboutAHundredKilobytes() {
    var spends =
        IntStream.range(0, BudgetConfig.MOST)
            .mapToObj(number ->
                Spend.of(
                    new SpendRequest(
                        "FALCO." + number + ".x".repeat(200),
                        "n".repeat(63),
                        Optional.of(number + "u".repeat(200)),
                        false),
                    NOON))
            .toList();

    assertThat(SpendText.write(spends)).hasSizeLessThan(111_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "by hand",
        "falco-responder budget 2\n",
        "falco-responder budget 1\n1793534400123 id shop",
        "falco-responder budget 1\n1793534400123 id shop - more\n",
        "falco-responder budget 1\nnoon id shop -\n",
        "falco-responder budget 1\n99999999999999999999 id shop -\n",
        "falco-responder budget 1\n1793534400123 i/d shop -\n",
        "falco-responder budget 1\n1793534400123 id  -\n",
        "falco-responder budget 1\n\n",
      })
  void anythingElseIsGarbage(String text) {
    assertThat(SpendText.read(text.getBytes(UTF_8))).isInstanceOf(SpendText.Reading.Garbage.class);
  }

  @Test
  void attemptsOfOneAlertAreOneAndAllElseIsAnother() {
    var request = new SpendRequest("FALCO.1", "shop", Optional.of("uid"), false);

    assertThat(Spend.id(request)).isEqualTo(Spend.id(request.approve()));
    assertThat(Spend.id(request))
        .isNotEqualTo(Spend.id(new SpendRequest("FALCO.2", "shop", Optional.of("uid"), false)));
  }
}
