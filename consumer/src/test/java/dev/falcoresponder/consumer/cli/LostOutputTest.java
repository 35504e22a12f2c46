package dev.falcoresponder.consumer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands whose output goes to a disk that is full. */
class LostOutputTest {
  private static final String ALERT =
      "{\"rule\":\"A\",\"output_fields\":{\"k8s.ns.name\":\"shop\",\"k8s.pod.name\":\"web\"}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version",
        "--help",
        "explain --help",
        "config print",
        "config print -o json",
        "explain -",
        "explain -o json -"
      })
  void isAProblemAndASentence(String command) {
    assertThat(Typed.onFullDisk(ALERT, command.split(" ", -1)))
        .isEqualTo(new Typed(ExitCode.PROBLEM, "", Typed.LOST_OUTPUT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"explain", "fly"})
  void isNoneWhereThereIsNoOutput(String command) {
    assertThat(Typed.onFullDisk("", command).code()).isEqualTo(ExitCode.USAGE);
    assertThat(Typed.onFullDisk("", command).problems()).hasSize(1);
  }
}
