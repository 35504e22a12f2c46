package dev.falcoresponder.demo;

/** One scene of the story. */
interface Scene {
  /** What it shows, in a few words. */
  String title();

  /**
   * Plays it.
   *
   * @throws NotSeenException at the first thing that is not as it should be
   */
  void play(Stage stage);
}
