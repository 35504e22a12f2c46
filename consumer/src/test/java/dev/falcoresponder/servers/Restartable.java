package dev.falcoresponder.servers;

/**
 * What can be done to a running program from outside. Each verb returns when it has taken effect.
 */
public interface Restartable {
  /** SIGKILL: the program gets no chance to tidy up. Does nothing where it has ended. */
  void kill();

  /**
   * SIGTERM, and SIGKILL where the program has not ended within ten seconds. Does nothing where it
   * has ended.
   */
  void stop();

  /**
   * SIGSTOP: the program stands still while its connections stay open, as in a long collection or a
   * frozen VM.
   */
  void pause();

  /** SIGCONT: the program goes on after {@link #pause}. */
  void resume();

  /**
   * Starts the program again, after stopping it where it runs: same ports, same data. Returns when
   * it is ready.
   */
  void restart();

  /** Whether the program has been started and has not ended; a paused one still runs. */
  boolean running();
}
