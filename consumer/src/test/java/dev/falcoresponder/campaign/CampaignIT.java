package dev.falcoresponder.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.servers.Scratch;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form finds nothing in the program, and something in one with a defect. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // what is there before the first test
class CampaignIT {
  private static final long SEED = 7;
  private static final Progress PROGRESS = new Progress(System.err);

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

  @ParameterizedTest
  @EnumSource
  void defectIsFound(Defect defect) {
    try (var scratch = Scratch.create("planted")) {
      var command = Planted.of(defect, scratch).command();

      var result = Run.of(Plan.brief(SEED), kube, command, PROGRESS);

      assertThat(result.violations())
          .anySatisfy(violation -> assertThat(violation).asString().contains(defect.symptom()));
    }
  }
}
