package dev.falcoresponder.simulator;

import com.google.gson.JsonObject;
import io.fabric8.mockwebserver.http.MockResponse;

/**
 * How the API server says no: with a {@code Status}, which clients tell from a proxy's error page.
 *
 * @param code the HTTP status
 * @param reason one word of {@code metav1.StatusReason}
 * @param message a sentence
 */
record Refusal(int code, String reason, String message) {
  static Refusal notFound(String resource, String name) {
    return new Refusal(404, "NotFound", "%s \"%s\" not found".formatted(resource, name));
  }

  static Refusal otherUid(String name, String wanted, String actual) {
    return unmet(name, "UID", wanted, actual, "deleted and then recreated");
  }

  static Refusal otherVersion(String name, String wanted, String actual) {
    return unmet(name, "ResourceVersion", wanted, actual, "modified");
  }

  private static Refusal unmet(
      String name, String what, String wanted, String actual, String perhaps) {
    return new Refusal(
        409,
        "Conflict",
        ("Operation cannot be fulfilled on Pod \"%s\": the %s in the precondition (%s) does not match"
                + " the %s in record (%s). The object might have been %s")
            .formatted(name, what, wanted, what, actual, perhaps));
  }

  MockResponse response() {
    var status = new JsonObject();
    status.addProperty("kind", "Status");
    status.addProperty("apiVersion", "v1");
    status.addProperty("status", "Failure");
    status.addProperty("message", message);
    status.addProperty("reason", reason);
    status.addProperty("code", code);
    return json(code, status.toString());
  }

  static MockResponse json(int code, String body) {
    return new MockResponse()
        .setResponseCode(code)
        .setHeader("Content-Type", "application/json")
        .setBody(body);
  }
}
