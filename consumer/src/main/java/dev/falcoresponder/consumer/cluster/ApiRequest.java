package dev.falcoresponder.consumer.cluster;

import java.util.Optional;

/**
 * A request to the API server.
 *
 * @param method the HTTP method
 * @param path below the server's address, without a slash in front; made of checked names only
 * @param body JSON
 * @param permission what our account needs for it
 * @param namespace where it needs it; empty for everywhere
 */
record ApiRequest(
    String method,
    String path,
    Optional<String> body,
    Permission permission,
    Optional<String> namespace) {

  /** A request that needs its permission in one namespace. */
  ApiRequest(
      String method, String path, Optional<String> body, Permission permission, String namespace) {
    this(method, path, body, permission, Optional.of(namespace));
  }
}
