package dev.falcoresponder.consumer.budget;

/** What a limit is about. */
public enum Scope {
  /** All pods. */
  CLUSTER,
  /** The pods of a namespace. */
  NAMESPACE,
  /** The pods of one owner. */
  OWNER
}
