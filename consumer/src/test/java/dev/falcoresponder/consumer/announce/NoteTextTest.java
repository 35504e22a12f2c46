package dev.falcoresponder.consumer.announce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteTextTest {
  @Test
  void shortTextStaysAsItIs() {
    assertThat(NoteText.of("Pod cart-0: größer als 10 €, 猫, 🐱"))
        .isEqualTo("Pod cart-0: größer als 10 €, 猫, 🐱");
    assertThat(NoteText.of("x".repeat(1_024))).isEqualTo("x".repeat(1_024));
    assertThat(NoteText.of("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "ä", "€", "🐱", "aä", "a€", "ab🐱", "\u0007", "\ud800"})
  void longTextIsCutBetweenCharactersToWhatTheApiServerTakes(String piece) {
    var note = NoteText.of(piece.repeat(2_000));

    assertThat(note.getBytes(UTF_8)).hasSizeBetween(1_018, 1_024);
    assertThat(note).endsWith("…").doesNotContain("\ufffd");
    assertThat(new String(note.getBytes(UTF_8), UTF_8)).isEqualTo(note);
  }

  @Test
  void oneByteTooManyIsCut() {
    assertThat(NoteText.of("x".repeat(1_025))).isEqualTo("x".repeat(1_021) + "…");
    assertThat(NoteText.of("x".repeat(1_023) + "ä")).isEqualTo("x".repeat(1_021) + "…");
  }

  @Test
  void noteIsOneLineThatPrintsAsItself() {
    assertThat(NoteText.of("one\ntwo\u001b[31m\u202e")).isEqualTo("one\\ntwo\\u001b[31m\\u202e");
  }

  @Test
  void halfACharacterBecomesAQuestionMark() {
    assertThat(NoteText.of("a\ud800b")).isEqualTo("a?b");
  }

  @Test
  void wordIsCutToWhatTheApiServerTakes() {
    assertThat(NoteText.word("r".repeat(253))).isEqualTo("r".repeat(128));
    assertThat(NoteText.word("replica-a")).isEqualTo("replica-a");
  }
}
