package dev.falcoresponder.consumer.broker;

import java.util.Optional;

/**
 * Something on the broker that is not as we need it.
 *
 * @param where what it is about, such as {@code stream FALCO}
 * @param what how it is and how it should be
 * @param remedy the command that mends it, if one does
 * @param fatal whether we cannot work with it, as alerts could be lost or swallowed; else it is
 *     only told
 */
public record Difference(String where, String what, Optional<String> remedy, boolean fatal) {
  /** The whole in one sentence, for log and command line. */
  public String sentence() {
    return where + ": " + what + remedy.map(command -> "; run: " + command).orElse("");
  }
}
