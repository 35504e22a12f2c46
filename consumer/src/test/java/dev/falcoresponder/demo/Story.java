package dev.falcoresponder.demo;

import java.util.ArrayList;
import java.util.List;

/** The scenes in order, each played though another failed. */
final class Story {
  private final List<Scene> scenes;

  /** The whole story. */
  Story() {
    this(
        List.of(
            new ShellInAPod(),
            new ProtectedNamespace(),
            new SameNameBornLater(),
            new Garbage(),
            new Burst(),
            new Measured()));
  }

  Story(List<Scene> scenes) {
    this.scenes = List.copyOf(scenes);
  }

  /** Plays it; the answer is the titles of the scenes that failed. */
  List<String> play(Stage stage) {
    var failed = new ArrayList<String>();
    for (int number = 1; number <= scenes.size(); number++) {
      var scene = scenes.get(number - 1);
      var title = number + ". " + scene.title();
      stage.narrator().headline(title);
      try {
        scene.play(stage);
      } catch (NotSeenException e) {
        stage.narrator().missed(String.valueOf(e.getMessage()));
        failed.add(title);
      } catch (RuntimeException e) {
        // A server that is gone, say: the scene failed all the same.
        stage.narrator().missed(e.toString());
        failed.add(title);
      }
    }
    return failed;
  }
}
