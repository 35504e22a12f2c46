package dev.falcoresponder.campaign;

/** What the program owes to an alert. */
enum AlertKind {
  /** A rule asks for the end of the pod in it. */
  WANTED,
  /** No rule asks for anything. */
  UNWANTED,
  /** It is no alert, or none that can be read: a dead letter. */
  POISON
}
