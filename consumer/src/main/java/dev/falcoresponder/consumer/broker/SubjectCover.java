package dev.falcoresponder.consumer.broker;

import java.util.List;

/**
 * Whether subjects with wildcards cover others, by the rules of NATS: {@code *} is one token,
 * {@code >} all that follow.
 */
public final class SubjectCover {
  private SubjectCover() {}

  /** Whether every subject that fits {@code wanted} fits one of {@code subjects}. */
  public static boolean covers(List<String> subjects, String wanted) {
    return subjects.stream()
        .anyMatch(subject -> covers(subject.split("\\.", -1), wanted.split("\\.", -1)));
  }

  private static boolean covers(String[] wide, String[] narrow) {
    for (var i = 0; i < wide.length; i++) {
      if (i >= narrow.length) {
        return false;
      }
      if (">".equals(wide[i])) {
        return true;
      }
      var fits = "*".equals(wide[i]) ? !">".equals(narrow[i]) : wide[i].equals(narrow[i]);
      if (!fits) {
        return false;
      }
    }
    return wide.length == narrow.length;
  }
}
