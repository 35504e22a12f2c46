package dev.falcoresponder.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Words that readers outside depend on: a change here breaks them. */
class WireWordsTest {
  @ParameterizedTest
  @EnumSource
  void anOutcomeIsReadBackFromItsWord(OutcomeKind kind) {
    assertThat(OutcomeKind.parse(kind.word())).contains(kind);
    assertThat(Subjects.outcome(kind)).isEqualTo("falco-responder.outcome." + kind.word());
  }

  @Test
  void outcomesHaveTheseWords() {
    assertThat(Arrays.stream(OutcomeKind.values()).map(OutcomeKind::word))
        .containsExactly(
            "acted",
            "would-act",
            "would-hold",
            "gone",
            "stale",
            "refused",
            "ignored",
            "duplicate",
            "retry",
            "rejected",
            "redriven",
            "discarded");
    assertThat(OutcomeKind.parse("ACTED")).isEmpty();
  }

  @Test
  void deadLettersTravelOnTheseSubjects() {
    assertThat(Arrays.stream(DeadLetterReason.values()).map(Subjects::deadLetter))
        .containsExactly(
            "falco-responder.dead-letter.malformed",
            "falco-responder.dead-letter.forbidden",
            "falco-responder.dead-letter.invalid",
            "falco-responder.dead-letter.held",
            "falco-responder.dead-letter.attempts-exhausted",
            "falco-responder.dead-letter.deliveries-exhausted");
  }
}
