package dev.falcoresponder.consumer.redrive;

import dev.falcoresponder.consumer.broker.SubjectCover;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where alerts belong. A letter's subject is what a message once said of itself: an operator's
 * rights must not be lent to send it anywhere else.
 *
 * @param name the stream
 * @param subjects its subjects, with wildcards
 */
public record AlertStream(String name, String subjects) {
  private static final Pattern LITERAL =
      Pattern.compile("(?![*>](\\.|$))[^\\s\\p{Cntrl}.]+(\\.(?![*>](\\.|$))[^\\s\\p{Cntrl}.]+)*");

  /** Whether an alert may be published there. */
  boolean takes(String subject) {
    return LITERAL.matcher(subject).matches() && SubjectCover.covers(List.of(subjects), subject);
  }
}
