package dev.falcoresponder.servers;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the API server wrote down about requests against pods: the proof of who deleted what, and
 * with which precondition. An entry appears shortly after the answer was sent, so a reader waits
 * for it.
 *
 * @param file one JSON object a line
 */
public record AuditLog(Path file) {
  /**
   * One request and its answer.
   *
   * @param verb {@code delete}, {@code patch}, or {@code create} for an eviction
   * @param user who asked, such as {@code system:serviceaccount:<namespace>:<name>}; empty text
   *     where the server could not tell, as by a token that it does not take
   * @param status the answer's HTTP status
   * @param request the body, for a deletion the {@code DeleteOptions}; empty where there was none,
   *     or where the server answered before it read one, as it does to those who may not
   * @param at when the request came, by the server's clock
   * @param object the uid of the pod in the answer, which for a deletion is the pod that it met;
   *     empty where the answer shows no pod
   */
  public record Entry(
      String verb,
      String user,
      String namespace,
      String pod,
      int status,
      Optional<JsonObject> request,
      Instant at,
      Optional<String> object) {
    /** The uid that a deletion insisted on. */
    public Optional<String> uidPrecondition() {
      return request
          .map(body -> body.getAsJsonObject("preconditions"))
          .map(preconditions -> preconditions.get("uid"))
          .map(uid -> uid.getAsString());
    }

    /** Whether the server was asked only what it would do. */
    public boolean dryRun() {
      return request.filter(body -> body.has("dryRun")).isPresent();
    }
  }

  /** All entries so far, in the order in which the requests were answered. */
  public List<Entry> entries() {
    return entries("");
  }

  /** Deletions of pods in that namespace, refused ones among them. */
  public List<Entry> deletions(String namespace) {
    return entries(namespace).stream()
        .filter(entry -> entry.verb().equals("delete") && entry.namespace().equals(namespace))
        .toList();
  }

  /** Those in which the word occurs; whoever polls a long log need not parse the others. */
  private List<Entry> entries(String word) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.endsWith("}") && line.contains(word))
          .map(AuditLog::entry)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Entry entry(String line) {
    var event = JsonParser.parseString(line).getAsJsonObject();
    var object = event.getAsJsonObject("objectRef");
    return new Entry(
        event.get("verb").getAsString(),
        text(event.getAsJsonObject("user"), "username"),
        object.get("namespace").getAsString(),
        text(object, "name"),
        event.getAsJsonObject("responseStatus").get("code").getAsInt(),
        // A JSON patch is a list; what deletes is none.
        Optional.ofNullable(event.get("requestObject"))
            .filter(JsonElement::isJsonObject)
            .map(JsonElement::getAsJsonObject),
        Instant.parse(event.get("requestReceivedTimestamp").getAsString()),
        Optional.ofNullable(event.getAsJsonObject("responseObject")).flatMap(AuditLog::uid));
  }

  private static String text(JsonObject part, String key) {
    return part.has(key) ? part.get(key).getAsString() : "";
  }

  /** A deletion without grace is answered by a Status, which tells in its details. */
  private static Optional<String> uid(JsonObject answer) {
    var part = answer.get("kind").getAsString().equals("Status") ? "details" : "metadata";
    return Optional.ofNullable(answer.getAsJsonObject(part))
        .map(about -> about.get("uid"))
        .map(uid -> uid.getAsString());
  }
}
