package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectCoverTest {
  @ParameterizedTest
  @CsvSource({
    "falco.>, falco.>, true",
    ">, falco.>, true",
    "*.>, falco.>, true",
    "falco.*.*, falco.*.*, true",
    "falco.>, falco.critical.x, true",
    "falco.*, falco.>, false",
    "falco.*.*, falco.>, false",
    "falco.critical.>, falco.>, false",
    "alerts.>, falco.>, false",
    "falco, falco.>, false",
    "falco.>, falco, false",
    "falco.*.x, falco.critical, false"
  })
  void followsTheWildcardsOfNats(String subject, String wanted, boolean covered) {
    assertThat(SubjectCover.covers(List.of("other", subject), wanted)).isEqualTo(covered);
  }
}
