package dev.falcoresponder.consumer.reload;

import static dev.falcoresponder.consumer.reload.Texts.rules;
import static dev.falcoresponder.consumer.reload.Watched.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.rules.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a rule file changes, and when the change goes live. */
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class RuleWatcherTest {
  @TempDir Path folder;
  private Path file;
  private Watched watched;

  @BeforeEach
  void oneRuleIsLive() throws IOException {
    file = Files.writeString(folder.resolve("rules.yaml"), rules("A"));
    watched = Watched.settled(file);
  }

  @Test
  void filesThatStayAsTheyAreAreNotLoadedAgain() {
    watched.looks(5);

    assertThat(watched.loads()).isEqualTo(0);
    assertThat(watched.reloads().words()).isEmpty();
    assertThat(watched.live()).containsExactly("A");
    assertThat(watched.rules().state().loadedAt()).isEqualTo(START);
  }

  /** Told by a change that leaves no mark at all. */
  @Test
  void fileIsNotReadWhileItsMarkStaysTheSame() throws IOException {
    var time = Files.getLastModifiedTime(file);
    Files.writeString(file, rules("B"));
    Files.setLastModifiedTime(file, time);

    watched.looks(5);

    assertThat(watched.live()).containsExactly("A");
  }

  @Test
  void editInPlaceGoesLiveAtTheSecondLook() throws IOException {
    var book = watched.rules().get();
    Files.writeString(file, rules("B", "C"));
    watched.after(Duration.ofSeconds(60));

    watched.look();
    assertThat(watched.rules().get()).isSameAs(book);
    watched.look();
    assertThat(watched.live()).containsExactly("B", "C");
    assertThat(watched.rules().state().loadedAt()).isEqualTo(START.plusSeconds(60));
    assertThat(watched.rules().state().version().rules()).isEqualTo(2);
    watched.looks(3);
    assertThat(watched.reloads().words()).containsExactly("loaded 1 -> 2");
    assertThat(watched.loads()).isEqualTo(1);
  }

  @Test
  void fileThatAnEditorPutsInItsPlaceGoesLive() throws IOException {
    var edited = Files.writeString(folder.resolve(".rules.yaml.swp"), rules("B"));
    Files.move(edited, file, StandardCopyOption.ATOMIC_MOVE);

    watched.looks(2);

    assertThat(watched.live()).containsExactly("B");
  }

  @Test
  void fileOfTheSameSizeAndTimeInItsPlaceIsNoticedByItsKey() throws IOException {
    var edited = Files.writeString(folder.resolve("other"), rules("B"));
    Files.setLastModifiedTime(edited, Files.getLastModifiedTime(file));
    Files.move(edited, file, StandardCopyOption.ATOMIC_MOVE);

    watched.looks(2);

    assertThat(watched.live()).containsExactly("B");
  }

  @Test
  void changeOfTheSameSizeIsNoticedByItsTime() throws IOException {
    Files.writeString(file, rules("B"));
    Files.setLastModifiedTime(file, FileTime.from(START));

    watched.looks(2);

    assertThat(watched.live()).containsExactly("B");
  }

  /** The clock of a file system may stand still between two writes. */
  @Test
  void changeThatLeavesNoMarkIsNoticedWhileTheFirstIsStillFresh() throws IOException {
    Files.writeString(file, rules("B"));
    var time = Files.getLastModifiedTime(file);
    watched.look();

    Files.writeString(file, rules("C"));
    Files.setLastModifiedTime(file, time);
    watched.looks(2);

    assertThat(watched.live()).containsExactly("C");
    assertThat(watched.reloads().words()).containsExactly("loaded 1 -> 1");
  }

  @Test
  void halfWrittenFileNeverGoesLiveHoweverValidItIs() throws IOException {
    Files.writeString(file, "");
    watched.look();
    for (var name : List.of("B", "C", "D", "E")) {
      Files.writeString(file, rules(name), StandardOpenOption.APPEND);
      watched.look();
      assertThat(watched.live()).containsExactly("A");
    }
    watched.look();

    assertThat(watched.live()).containsExactly("B", "C", "D", "E");
    assertThat(watched.reloads().words()).containsExactly("loaded 1 -> 4");
  }

  @Test
  void fileThatIsTouchedAllTheTimeGoesLiveAndIsLoadedOnce() throws IOException {
    Files.writeString(file, rules("B"));
    for (var look = 1; look <= 5; look++) {
      Files.setLastModifiedTime(file, FileTime.from(START.plusSeconds(look)));
      watched.look();
    }

    assertThat(watched.live()).containsExactly("B");
    assertThat(watched.loads()).isEqualTo(1);
  }

  @Test
  void fileThatChangesWhileAnotherSettlesDelaysBoth() throws IOException {
    var other = Files.writeString(folder.resolve("more.yaml"), rules("M"));
    watched = Watched.settled(file, other);
    watched.looks(3);

    Files.writeString(file, rules("B"));
    watched.look();
    Files.writeString(other, rules("N"));
    watched.look();
    assertThat(watched.live()).containsExactly("A", "M");
    watched.look();
    assertThat(watched.live()).containsExactly("B", "N");
  }

  @Test
  void changeBetweenTheFirstLoadAndTheFirstLookIsNoticed() throws IOException {
    watched = new Watched(RuleFiles::load, file);
    Files.writeString(file, rules("B"));

    watched.looks(2);

    assertThat(watched.live()).containsExactly("B");
  }

  @Test
  void commentAloneIsAReloadToTheSameVersion() throws IOException {
    var version = watched.rules().state().version();
    Files.writeString(file, "# why\n" + rules("A"));
    watched.looks(2);

    assertThat(watched.reloads().words()).containsExactly("loaded 1 -> 1");
    assertThat(watched.rules().state().version()).isEqualTo(version);
  }
}
