package dev.falcoresponder.consumer.reload;

import static dev.falcoresponder.consumer.reload.Texts.BROKEN;
import static dev.falcoresponder.consumer.reload.Texts.rules;
import static dev.falcoresponder.consumer.reload.Watched.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot go live, and what becomes of it. */
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class RejectedRulesTest {
  @TempDir Path folder;
  private Path file;
  private Watched watched;

  @BeforeEach
  void oneRuleIsLive() throws IOException {
    file = Files.writeString(folder.resolve("rules.yaml"), rules("A"));
    watched = Watched.settled(file);
  }

  @Test
  void brokenFileLeavesTheOldRulesLiveAndIsToldOnce() throws IOException {
    var before = watched.rules().state();
    Files.writeString(file, BROKEN);
    watched.after(Duration.ofSeconds(60));

    watched.looks(5);

    assertThat(watched.rules().get()).isSameAs(before.book());
    assertThat(watched.rules().state().version()).isEqualTo(before.version());
    assertThat(watched.rules().state().loadedAt()).isEqualTo(START);
    assertThat(watched.rules().state().rejected()).isTrue();
    assertThat(watched.reloads().words()).containsExactly("rejected, 1 stay");
    assertThat(watched.reloads().problems())
        .extracting(problem -> problem.place().toString())
        .contains(file + ":2");
  }

  @Test
  void everyNewMistakeIsTold() throws IOException {
    Files.writeString(file, BROKEN);
    watched.looks(3);
    Files.writeString(file, "- rule: B\n  colour: red\n");
    watched.looks(3);

    assertThat(watched.reloads().words()).containsExactly("rejected, 1 stay", "rejected, 1 stay");
    assertThat(watched.live()).containsExactly("A");
  }

  @Test
  void mistakeThatIsUndoneIsForgotten() throws IOException {
    var version = watched.rules().state().version();
    Files.writeString(file, BROKEN);
    watched.looks(2);
    Files.writeString(file, rules("A"));
    watched.looks(2);

    assertThat(watched.rules().state().rejected()).isFalse();
    assertThat(watched.rules().state().version()).isEqualTo(version);
    assertThat(watched.reloads().words()).containsExactly("rejected, 1 stay", "loaded 1 -> 1");
  }

  @Test
  void removedFileLeavesTheOldRulesLiveUntilItComesBack() throws IOException {
    Files.delete(file);
    watched.looks(4);

    assertThat(watched.live()).containsExactly("A");
    assertThat(watched.rules().state().rejected()).isTrue();
    assertThat(watched.reloads().problems())
        .singleElement()
        .hasToString(file + ":1: there is no such file; name one that exists");

    Files.writeString(file, rules("B"));
    watched.looks(2);

    assertThat(watched.live()).containsExactly("B");
    assertThat(watched.rules().state().rejected()).isFalse();
    assertThat(watched.reloads().words()).containsExactly("rejected, 1 stay", "loaded 1 -> 1");
  }

  @Test
  void fileThatIsAwayForAMomentIsNotAProblem() throws IOException {
    Files.delete(file);
    watched.look();
    Files.writeString(file, rules("B"));
    watched.looks(2);

    assertThat(watched.reloads().words()).containsExactly("loaded 1 -> 1");
  }

  @Test
  void folderInPlaceOfTheFileIsAProblem() throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
    watched.looks(2);

    assertThat(watched.reloads().problems())
        .singleElement()
        .hasToString(file + ":1: this is a directory; name the files in it");
  }

  @Test
  void oneBrokenFileKeepsAllOthersFromGoingLive() throws IOException {
    var other = Files.writeString(folder.resolve("more.yaml"), rules("M"));
    watched = Watched.settled(file, other);
    watched.looks(3);

    Files.writeString(file, rules("B"));
    Files.writeString(other, BROKEN);
    watched.looks(3);
    assertThat(watched.live()).containsExactly("A", "M");
    assertThat(watched.reloads().problems())
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.place().file()).isEqualTo(other.toString()));

    Files.writeString(other, rules("N"));
    watched.looks(2);
    assertThat(watched.live()).containsExactly("B", "N");
    assertThat(watched.reloads().words()).containsExactly("rejected, 2 stay", "loaded 2 -> 2");
  }

  @Test
  void defectThatSomeRulesMeetLeavesTheOldOnesLiveAndIsNotMetAgain() throws IOException {
    watched =
        new Watched(
            _ -> {
              throw new IllegalStateException("boom");
            },
            file);
    Files.writeString(file, rules("B"));
    watched.looks(4);

    assertThat(watched.loads()).isEqualTo(1);
    assertThat(watched.live()).containsExactly("A");
    assertThat(watched.rules().state().rejected()).isTrue();
    assertThat(watched.reloads().problems())
        .singleElement()
        .asString()
        .contains("a defect of this program: java.lang.IllegalStateException: boom");
  }
}
