package dev.falcoresponder.consumer.announce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.model.PodRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventNameTest {
  @Test
  void nameIsThatOfTheObjectAndAHash() {
    assertThat(EventName.of("cart-0", "one")).matches("cart-0\\.falco-[0-9a-f]{16}");
  }

  @Test
  void sameIdentityHasTheSameNameAndAnotherHasAnother() {
    assertThat(EventName.of("cart-0", "one"))
        .isEqualTo(EventName.of("cart-0", "one"))
        .isNotEqualTo(EventName.of("cart-0", "other"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 229, 230, 231, 253})
  void nameOfAnyObjectIsOneThatKubernetesTakes(int length) {
    assertName(EventName.of("a".repeat(length), "one"));
    // Wherever it is cut, there is no dash or dot before the dot.
    assertName(EventName.of(("a-".repeat(length) + "a").substring(0, length - 1) + "a", "one"));
    assertName(EventName.of(("a.".repeat(length) + "a").substring(0, length - 1) + "a", "one"));
    assertName(EventName.of("a" + "-".repeat(length) + "a", "one"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Upper", "system:controller", "-", "...", "ä", "a..b", "a/b"})
  void objectWhoseNameAnEventCannotHaveIsNamedByTheHashAlone(String object) {
    assertName(EventName.of(object, "one"));
    assertThat(EventName.of(object, "one")).startsWith("object.falco-");
  }

  private static void assertName(String name) {
    assertThat(PodRef.isPodName(name)).as(name).isTrue();
  }
}
