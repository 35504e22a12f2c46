package dev.falcoresponder.model;

/**
 * A pod's namespace and name. One that exists is safe to put into a URL: names that Kubernetes
 * would not accept are refused at construction, so that no alert can smuggle a path in.
 *
 * @param namespace an RFC 1123 label, at most 63 characters
 * @param name an RFC 1123 subdomain, at most 253 characters
 */
public record PodRef(String namespace, String name) {
  public PodRef {
    if (!isNamespace(namespace)) {
      throw new IllegalArgumentException("not a Kubernetes namespace name");
    }
    if (!isPodName(name)) {
      throw new IllegalArgumentException("not a Kubernetes pod name");
    }
  }

  /** Whether Kubernetes would accept the text as a namespace's name. */
  public static boolean isNamespace(String text) {
    return text.length() <= 63 && isLabel(text, 0, text.length());
  }

  /** Whether Kubernetes would accept the text as a pod's name: labels with a dot between. */
  public static boolean isPodName(String text) {
    if (text.length() > 253) {
      return false;
    }
    var start = 0;
    for (var dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', start)) {
      if (!isLabel(text, start, dot)) {
        return false;
      }
      start = dot + 1;
    }
    return isLabel(text, start, text.length());
  }

  /** Loops, not a pattern: names are checked for every alert. */
  private static boolean isLabel(String text, int start, int end) {
    for (var i = start; i < end; i++) {
      var c = text.charAt(i);
      var dashInside = c == '-' && i > start && i < end - 1;
      if (!dashInside && !isLetterOrDigit(c)) {
        return false;
      }
    }
    return start < end;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
