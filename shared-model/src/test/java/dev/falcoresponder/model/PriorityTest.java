package dev.falcoresponder.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriorityTest {
  @ParameterizedTest
  @EnumSource
  void everyPriorityIsReadBackFromItsWordInAnyCase(Priority priority) {
    assertThat(Priority.parse(priority.word())).contains(priority);
    assertThat(Priority.parse(priority.word().toUpperCase(Locale.ROOT))).contains(priority);
    assertThat(Priority.parse(priority.word().toLowerCase(Locale.ROOT))).contains(priority);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Info", "warn", "Notice ", "5", "ınformational"})
  void otherWordsAreNoPriority(String word) {
    assertThat(Priority.parse(word)).isEmpty();
  }

  @Test
  void severityOrdersThem() {
    assertThat(Priority.values())
        .isSorted()
        .startsWith(Priority.DEBUG, Priority.INFORMATIONAL, Priority.NOTICE)
        .endsWith(Priority.CRITICAL, Priority.ALERT, Priority.EMERGENCY);
  }
}
