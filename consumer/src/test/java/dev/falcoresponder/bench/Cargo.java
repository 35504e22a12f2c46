package dev.falcoresponder.bench;

import dev.falcoresponder.servers.ResponderProcess;

/** Alerts in a stream, to be drained by the program and by a bare reader alike. */
interface Cargo {
  /** Where it belongs. */
  Scenario scenario();

  /** How many alerts it has. */
  int size();

  /** Leaves nothing else in the stream. */
  void fill(AlertStream stream);

  /** Compares what the replica that has drained it says with what it must say. */
  void check(ResponderProcess replica);
}
