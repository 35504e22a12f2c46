package dev.falcoresponder.consumer.reload;

import static dev.falcoresponder.consumer.reload.Texts.BROKEN;
import static dev.falcoresponder.consumer.reload.Texts.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.fixtures.ConfigMapMount;
import dev.falcoresponder.consumer.fixtures.OpenedRules;
import dev.falcoresponder.consumer.rules.Problem;
import dev.falcoresponder.consumer.rules.ResponseRule;
import dev.falcoresponder.consumer.rules.RuleVersion;
import dev.falcoresponder.consumer.telemetry.ReloadListener;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watcher that runs, over a mounted ConfigMap that changes. */
class ConfigMapReloadTest {
  private static final Duration OFTEN = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Reloads reloads = new Reloads();
  @TempDir Path folder;

  @Test
  void turnedLinkGoesLiveWithAllFilesOfTheMap() {
    var mount = ConfigMapMount.of(folder, Map.of("a.yaml", rules("A"), "b.yaml", rules("B")));
    var rules = OpenedRules.of(InstantSource.system(), mount.file("a.yaml"), mount.file("b.yaml"));

    try (var watcher = new RuleWatcher(rules, OFTEN, reloads)) {
      watcher.start();
      mount.change(Map.of("a.yaml", rules("C"), "b.yaml", rules("D", "E")));

      until("a reload", () -> !reloads.words().isEmpty());
    }
    assertThat(reloads.words()).containsExactly("loaded 2 -> 3");
    assertThat(live(rules)).containsExactly("C", "D", "E");
  }

  @Test
  void brokenMapChangesNothingUntilItIsMended() {
    var mount = ConfigMapMount.of(folder, Map.of("rules.yaml", rules("A")));
    var rules = OpenedRules.of(InstantSource.system(), mount.file("rules.yaml"));

    try (var watcher = new RuleWatcher(rules, OFTEN, reloads)) {
      watcher.start();
      mount.change(Map.of("rules.yaml", BROKEN));
      until("a rejection", () -> reloads.words().size() == 1);
      assertThat(live(rules)).containsExactly("A");

      mount.change(Map.of());
      until("another", () -> reloads.words().size() == 2);
      assertThat(live(rules)).containsExactly("A");

      mount.change(Map.of("rules.yaml", rules("B", "C")));
      until("a reload", () -> reloads.words().size() == 3);
    }
    assertThat(rules.state().rejected()).isFalse();
    assertThat(live(rules)).containsExactly("B", "C");
    assertThat(reloads.words())
        .containsExactly("rejected, 1 stay", "rejected, 1 stay", "loaded 1 -> 2");
  }

  @Test
  void listenerThatFailsDoesNotEndTheWatch() {
    var mount = ConfigMapMount.of(folder, Map.of("rules.yaml", rules("A")));
    var rules = OpenedRules.of(InstantSource.system(), mount.file("rules.yaml"));
    var failing =
        new ReloadListener() {
          @Override
          public void loaded(RuleVersion now, RuleVersion before, List<Problem> warnings) {
            throw new IllegalStateException("boom");
          }
        };

    try (var watcher = new RuleWatcher(rules, OFTEN, failing)) {
      watcher.start();
      mount.change(Map.of("rules.yaml", rules("B")));
      until("the first change", () -> live(rules).equals(List.of("B")));
      mount.change(Map.of("rules.yaml", rules("C")));
      until("the second", () -> live(rules).equals(List.of("C")));
    }
  }

  @Test
  void withoutFilesOrWithoutAnIntervalNothingIsWatched() {
    var mount = ConfigMapMount.of(folder, Map.of("rules.yaml", rules("A")));

    try (var builtIn = new RuleWatcher(OpenedRules.of(InstantSource.system()), OFTEN, reloads);
        var never =
            new RuleWatcher(
                OpenedRules.of(InstantSource.system(), mount.file("rules.yaml")),
                Duration.ZERO,
                reloads)) {
      builtIn.start();
      never.start();
      assertThat(builtIn.looking()).isFalse();
      assertThat(never.looking()).isFalse();
    }
  }

  @Test
  void closedWatcherEnds() {
    var mount = ConfigMapMount.of(folder, Map.of("rules.yaml", rules("A")));
    var watcher =
        new RuleWatcher(
            OpenedRules.of(InstantSource.system(), mount.file("rules.yaml")),
            Duration.ofHours(1),
            reloads);

    watcher.start();
    assertThat(watcher.looking()).isTrue();
    watcher.close();

    until("its end", () -> !watcher.looking());
  }

  @Test
  void brokenFilesAreNoStart() {
    var mount = ConfigMapMount.of(folder, Map.of("rules.yaml", BROKEN));

    assertThat(LiveRules.open(List.of(mount.file("rules.yaml")), InstantSource.system()))
        .isInstanceOf(LiveRules.Opening.Broken.class);
  }

  private static List<String> live(LiveRules rules) {
    return rules.get().rules().stream().map(ResponseRule::name).toList();
  }

  private static void until(String what, Callable<Boolean> so) {
    await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(so);
  }
}
