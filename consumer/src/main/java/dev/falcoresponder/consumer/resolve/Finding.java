package dev.falcoresponder.consumer.resolve;

import java.util.Locale;

/** How a search for a pod by its container's id ends; the word is a label in metrics. */
enum Finding {
  /** One pod has the container. */
  FOUND,
  /** No pod of the node has shown the container, however often we looked. */
  UNKNOWN,
  /** Several pods show such a container. */
  AMBIGUOUS;

  /** The word, lower case. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
