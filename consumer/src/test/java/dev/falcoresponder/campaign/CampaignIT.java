package dev.falcoresponder.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.falcoresponder.servers.Scratch;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The short form finds nothing in the program, and every defect that is planted in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // what is there before the first test
class CampaignIT {
  private static final long SEED = 7;
  private static final Progress PROGRESS = new Progress(System.err, Optional.empty());

  private Kube kube;

  @BeforeAll
  void open() {
    Planted.build();
    kube = new Kube();
  }

  @AfterAll
  void close() {
    kube.close();
  }

  @Test
  void nothingIsFoundInTheProgram() {
    var result = Run.of(Plan.brief(SEED), kube, List.of(), PROGRESS);

    assertThat(result.violations()).isEmpty();
    assertThat(result.alerts()).isGreaterThan(result.pods());
    assertThat(result.deletions()).isPositive();
    assertThat(result.letters()).isPositive();
  }

  /** Two at once, of which neither can bring about the other's symptom. */
  static Stream<Arguments> defects() {
    return Stream.of(
        arguments(Defect.ACK_BEFORE_THE_ACT, Defect.NO_RESOURCE_VERSION),
        arguments(Defect.CAS_IGNORED, Defect.NO_UID),
        arguments(Defect.CLAIM_RELEASED_TOO_EARLY, Defect.DEAD_LETTER_AFTER_TERM));
  }

  @ParameterizedTest
  @MethodSource("defects")
  void defectsAreFound(Defect one, Defect other) {
    try (var scratch = Scratch.create("planted")) {
      var command = Planted.of(EnumSet.of(one, other), scratch).command();

      var result = Run.of(Plan.brief(SEED), kube, command, PROGRESS);

      assertThat(result.violations())
          .extracting(Violation::toString)
          .anySatisfy(violation -> assertThat(violation).contains(one.symptom()))
          .anySatisfy(violation -> assertThat(violation).contains(other.symptom()));
    }
  }

  @Test
  void noDefectIsLeftOut() {
    assertThat(defects().flatMap(pair -> Arrays.stream(pair.get())))
        .containsExactlyInAnyOrder((Object[]) Defect.values());
  }
}
