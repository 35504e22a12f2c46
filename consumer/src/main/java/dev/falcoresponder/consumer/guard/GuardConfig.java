package dev.falcoresponder.consumer.guard;

import java.util.List;

/**
 * What is protected.
 *
 * @param protectedNamespaces names, and patterns with {@code *} for any text
 * @param ownNamespace our own, always protected
 */
public record GuardConfig(List<String> protectedNamespaces, String ownNamespace) {
  public GuardConfig {
    protectedNamespaces = List.copyOf(protectedNamespaces);
  }
}
