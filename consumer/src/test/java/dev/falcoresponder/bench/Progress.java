package dev.falcoresponder.bench;

import java.io.PrintStream;

/**
 * Says on standard error what is going on.
 *
 * @param out where people look
 */
record Progress(PrintStream out) {
  void say(Scenario scenario, String text) {
    out.println(scenario.word() + ": " + text);
  }
}
