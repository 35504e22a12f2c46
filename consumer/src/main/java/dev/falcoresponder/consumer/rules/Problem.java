package dev.falcoresponder.consumer.rules;

import java.util.Optional;

/**
 * Something in a rule file that its writer should look at. Prints as {@code file:line: what is
 * wrong; what to write instead}, on one line.
 *
 * @param place where
 * @param subject the rule or action it is about, such as {@code rule "Shell"}; empty for the file
 *     as a whole
 * @param what what is wrong
 * @param instead what to write instead
 */
public record Problem(Place place, Optional<String> subject, String what, String instead) {
  @Override
  public String toString() {
    return place + ": " + subject.map(name -> name + ": ").orElse("") + what + "; " + instead;
  }
}
