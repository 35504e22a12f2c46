package dev.falcoresponder.campaign;

import java.io.PrintStream;

/**
 * Says on standard error what is going on.
 *
 * @param out where people look
 */
record Progress(PrintStream out) {
  void say(String text) {
    out.println(text);
  }
}
