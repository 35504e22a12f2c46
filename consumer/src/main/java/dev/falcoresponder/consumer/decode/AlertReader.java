package dev.falcoresponder.consumer.decode;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.falcoresponder.model.FalcoAlert;
import dev.falcoresponder.model.OutputFields;
import dev.falcoresponder.model.Priority;
import dev.falcoresponder.model.SuspectPod;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One walk over one message. Keys are case-sensitive, as Falco and Falcosidekick write them. A key
 * that decides may come twice only with the same value: parsers differ in which one they take.
 */
final class AlertReader {
  /**
   * The most tags that are read. Falco's own rules have a dozen; sets of tags that were made to
   * collide cost the square of their number.
   */
  static final int MAX_TAGS = 1_000;

  private final JsonReader json;
  private final Set<String> wanted;
  private final Map<String, String> head = new HashMap<>();
  private final Map<String, String> fields = new HashMap<>();
  private Optional<Set<String>> tags = Optional.empty();

  AlertReader(JsonReader json, Set<String> wanted) {
    this.json = json;
    this.wanted = wanted;
  }

  /** What a message says. */
  record Reading(FalcoAlert alert, Optional<SuspectPod> pod, Optional<PodLead> lead) {}

  Reading read() throws IOException {
    if (json.peek() != JsonToken.BEGIN_OBJECT) {
      throw new MalformedAlertException(
          "the message is not a JSON object but a JSON " + kind(json.peek()));
    }
    json.beginObject();
    while (json.hasNext()) {
      readEntry(json.nextName());
    }
    json.endObject();
    if (json.peek() != JsonToken.END_DOCUMENT) {
      throw new MalformedAlertException("something follows the JSON object");
    }
    return reading();
  }

  private void readEntry(String key) throws IOException {
    switch (key) {
      case "rule", "source" -> keep(head, key, textOrNull(key));
      case "priority", "time" -> keep(head, key, FieldText.read(json));
      case "hostname" -> keepIfAgreed(key, FieldText.read(json));
      case "tags" -> keepTags(readTags());
      case "output_fields" -> readFields();
      default -> json.skipValue();
    }
  }

  private void readFields() throws IOException {
    switch (json.peek()) {
      case BEGIN_OBJECT -> {
        json.beginObject();
        while (json.hasNext()) {
          readField(json.nextName());
        }
        json.endObject();
      }
      case NULL -> json.nextNull();
      default -> throw wrongType("output_fields", "an object");
    }
  }

  private void readField(String field) throws IOException {
    if (PodFinder.FIELDS.contains(field)) {
      keep(fields, field, textOrNull(field));
    } else if (wanted.contains(field)) {
      keep(fields, field, FieldText.read(json));
    } else {
      json.skipValue();
    }
  }

  /** A value that identity rests on: a number or an object in its place is nobody's name. */
  private String textOrNull(String key) throws IOException {
    return switch (json.peek()) {
      case STRING, NULL -> FieldText.read(json);
      default -> throw wrongType(key, "a string");
    };
  }

  private MalformedAlertException wrongType(String key, String right) throws IOException {
    return new MalformedAlertException(
        key + " is not " + right + " but a JSON " + kind(json.peek()));
  }

  private static String kind(JsonToken token) {
    return switch (token) {
      case BEGIN_ARRAY -> "array";
      case BEGIN_OBJECT -> "object";
      default -> token.name().toLowerCase(java.util.Locale.ROOT);
    };
  }

  private static void keep(Map<String, String> kept, String key, String value) throws IOException {
    var earlier = kept.put(key, value);
    if (earlier != null && !earlier.equals(value)) {
      throw new MalformedAlertException(
          "%s comes twice, as %s and as %s"
              .formatted(Excerpt.of(key), Excerpt.of(earlier), Excerpt.of(value)));
    }
  }

  /** Most alerts do without it, so two that differ spoil nothing: then neither is believed. */
  private void keepIfAgreed(String key, String value) {
    head.merge(key, value, (first, second) -> first.equals(second) ? first : OutputFields.NIL);
  }

  private Set<String> readTags() throws IOException {
    var read = new HashSet<String>();
    if (json.peek() != JsonToken.BEGIN_ARRAY) {
      json.skipValue();
      return read;
    }
    json.beginArray();
    while (json.hasNext()) {
      if (json.peek() == JsonToken.STRING) {
        read.add(json.nextString());
      } else {
        json.skipValue();
      }
      if (read.size() > MAX_TAGS) {
        throw new MalformedAlertException("the alert has more than %d tags".formatted(MAX_TAGS));
      }
    }
    json.endArray();
    return read;
  }

  private void keepTags(Set<String> read) throws IOException {
    if (tags.isPresent() && !tags.get().equals(read)) {
      throw new MalformedAlertException("tags come twice, with different values");
    }
    tags = Optional.of(read);
  }

  private Reading reading() throws IOException {
    var rule =
        said("rule").orElseThrow(() -> new MalformedAlertException("the alert names no rule"));
    var source = said("source").filter(text -> !text.equals("syscalls")).orElse("syscall");
    var outputFields = new OutputFields(fields);
    var pod = PodFinder.find(source, outputFields);
    var hostname = said("hostname");
    var alert =
        new FalcoAlert(
            rule,
            said("priority").flatMap(Priority::parse),
            source,
            time(pod),
            hostname,
            tags.orElse(Set.of()),
            outputFields);
    var lead =
        pod.isPresent()
            ? Optional.<PodLead>empty()
            : PodFinder.lead(source, hostname, outputFields);
    return new Reading(alert, pod, lead);
  }

  private Optional<String> said(String key) {
    return Optional.ofNullable(head.get(key))
        .filter(text -> !text.isBlank() && !text.equals(OutputFields.NIL));
  }

  /**
   * Where the pod is named by its name alone, its age against the alert's time is all that tells it
   * from a later pod of that name: a time that is there but cannot be read then makes the alert
   * malformed. With a uid or a container id the time adds nothing, and is let go.
   */
  private Optional<Instant> time(Optional<SuspectPod> pod) throws IOException {
    var text = said("time");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (AlertTime.read(text.get())) {
      case AlertTime.At(Instant instant) -> Optional.of(instant);
      case AlertTime.Unset() -> Optional.empty();
      case AlertTime.Unreadable() -> {
        if (pod.isPresent() && !pod.get().identified()) {
          throw new MalformedAlertException(
              "the time %s cannot be read, and nothing but the pod's name is there besides"
                  .formatted(Excerpt.of(text.get())));
        }
        yield Optional.empty();
      }
    };
  }
}
