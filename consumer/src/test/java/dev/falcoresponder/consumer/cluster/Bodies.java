package dev.falcoresponder.consumer.cluster;

/** Bodies as a kube-apiserver 1.37 sends them, shortened. */
final class Bodies {
  static final String UID = "3e41dc6b-08a8-44db-bc2a-3724b18ab19a";

  static final String POD =
      """
      {"kind":"Pod","apiVersion":"v1","metadata":{"name":"cart-0","namespace":"shop",
       "uid":"3e41dc6b-08a8-44db-bc2a-3724b18ab19a","resourceVersion":"712",
       "creationTimestamp":"2026-08-03T12:00:00Z","labels":{"app":"cart"}},
       "spec":{"containers":[{"name":"main","image":"registry.example/main:1"}]},
       "status":{"phase":"Running","startTime":"2026-08-03T12:00:01Z"}}
      """;

  static final String NAMESPACE =
      """
      {"kind":"Namespace","apiVersion":"v1","metadata":{"name":"shop",
       "labels":{"kubernetes.io/metadata.name":"shop","team":"cart"}}}
      """;

  static final String NOT_FOUND =
      status(
          "NotFound",
          "pods \\\"cart-0\\\" not found",
          404,
          "{\"name\":\"cart-0\",\"kind\":\"pods\"}");

  static final String WEBHOOK_AWAY =
      status(
          "InternalError",
          "Internal error occurred: failed calling webhook \\\"x\\\": connection refused",
          500,
          "{\"causes\":[{\"message\":\"failed calling webhook\"}]}");

  private Bodies() {}

  /** A Status; message and details as JSON. */
  static String status(String reason, String message, int code, String details) {
    return """
    {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"%s","reason":"%s","details":%s,"code":%d}
    """
        .formatted(message, reason, details, code);
  }
}
