package dev.falcoresponder.consumer.cluster;

/** What a reply of the API server means, whatever was asked. */
sealed interface ApiAnswer {
  /** Done; the object that was asked for, or what became of it. */
  record Fine(String body) implements ApiAnswer {}

  /** No such object. */
  record Absent() implements ApiAnswer {}

  /** The object has another uid than the request demands. */
  record Replaced(String detail) implements ApiAnswer {}

  /** Anything else. */
  record Failed(ClusterFailure failure) implements ApiAnswer {}
}
