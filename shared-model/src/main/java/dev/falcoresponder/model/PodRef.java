package dev.falcoresponder.model;

import java.util.regex.Pattern;

/**
 * A pod's namespace and name. One that exists is safe to put into a URL: names that Kubernetes
 * would not accept are refused at construction, so that no alert can smuggle a path in.
 *
 * @param namespace an RFC 1123 label, at most 63 characters
 * @param name an RFC 1123 subdomain, at most 253 characters
 */
public record PodRef(String namespace, String name) {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

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
    return text.length() <= 63 && LABEL.matcher(text).matches();
  }

  /** Whether Kubernetes would accept the text as a pod's name. */
  public static boolean isPodName(String text) {
    return text.length() <= 253 && SUBDOMAIN.matcher(text).matches();
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
