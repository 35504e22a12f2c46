package dev.falcoresponder.consumer.cluster;

/** What a reply of the API server means, whatever was asked. */
sealed interface ApiAnswer {
  /** Done; the object that was asked for, or what became of it. */
  record Fine(String body) implements ApiAnswer {}

  /** No such object. */
  record Absent() implements ApiAnswer {}

  /** What a request may demand of the object. */
  enum Precondition {
    /** That it is this incarnation. */
    UID,
    /** That nothing about it has changed. */
    RESOURCE_VERSION
  }

  /** The object is not as the request demands. */
  record Unmet(Precondition precondition, String detail) implements ApiAnswer {}

  /** Anything else. */
  record Failed(ClusterFailure failure) implements ApiAnswer {}
}
