package dev.falcoresponder.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterTest {
  private static final Instant PUBLISHED_AT = Instant.parse("2026-08-03T12:00:02.123456789Z");
  private static final DeadLetter WHOLE = letter(DeadLetterReason.FORBIDDEN, Optional.of("Shell"));

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIntoHeadersIsReadBack(DeadLetterReason reason) {
    var whole = letter(reason, Optional.of("Détection d'un shell\nzwei"));
    var bare = letter(reason, Optional.empty());

    assertThat(DeadLetter.fromHeaders(whole.toHeaders())).isEqualTo(whole);
    assertThat(DeadLetter.fromHeaders(bare.toHeaders())).isEqualTo(bare);
  }

  @Test
  void headersBeginWithWhatAPersonAsksFirst() {
    assertThat(WHOLE.toHeaders().keySet())
        .startsWith("Falco-Responder-Reason", "Falco-Responder-Error")
        .allSatisfy(name -> assertThat(name).startsWith("Falco-Responder-"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Reason",
        "Error",
        "Subject",
        "Stream",
        "Sequence",
        "Published-At",
        "Deliveries",
        "Attempts"
      })
  void aHeaderThatIsMissingIsNamed(String header) {
    var headers = new HashMap<>(WHOLE.toHeaders());
    headers.remove("Falco-Responder-" + header);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeadLetter.fromHeaders(headers))
        .withMessage("header Falco-Responder-%s is missing", header);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Reason", "Sequence", "Published-At", "First-Stored-At", "Deliveries", "Attempts"})
  void aHeaderOfTheWrongFormIsNamedWithItsText(String header) {
    var headers = new HashMap<>(WHOLE.toHeaders());
    headers.put("Falco-Responder-" + header, "nonsense");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeadLetter.fromHeaders(headers))
        .withMessage("header Falco-Responder-%s cannot be read: nonsense", header);
  }

  @Test
  void alertThatWasNotSentAgainWasStoredFirstWhenItWasPublished() {
    var once = letter(DeadLetterReason.FORBIDDEN, Optional.empty());

    assertThat(once.toHeaders()).doesNotContainKey("Falco-Responder-First-Stored-At");
    assertThat(DeadLetter.fromHeaders(once.toHeaders()).firstStoredAt()).isEqualTo(PUBLISHED_AT);
  }

  private static DeadLetter letter(DeadLetterReason reason, Optional<String> rule) {
    return new DeadLetter(
        reason,
        "falco.notice.terminal_shell_in_container",
        "FALCO",
        42,
        PUBLISHED_AT,
        rule.map(_ -> PUBLISHED_AT.minusSeconds(3600)).orElse(PUBLISHED_AT),
        3,
        2,
        "may not delete pods",
        "replica-a",
        rule,
        rule.map(_ -> "kubernetes:terminate"),
        rule.map(_ -> "shop/cart-0"));
  }
}
