package dev.falcoresponder.consumer.cluster;

import com.google.gson.JsonSyntaxException;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.annotations.SerializedName;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import dev.falcoresponder.model.PodRef;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pages of a {@code PodList} one after the other and pod by pod: of each, which may be as
 * large as 1.5 MiB, stays what tells whose a container is.
 */
final class PodPages implements BodyReader {
  private static final TypeAdapter<Item> ITEMS = Json.adapter(Item.class);
  private static final TypeAdapter<ListMetadata> METADATA = Json.adapter(ListMetadata.class);

  private final int mostPods;
  private final int mostIds;
  private final List<NodePod> pods = new ArrayList<>();
  private int ids;
  private State state = State.UNREADABLE;
  private Optional<String> next = Optional.empty();

  /** Keeps no more pods, and no more container ids of all of them, than that. */
  PodPages(int mostPods, int mostIds) {
    this.mostPods = mostPods;
    this.mostIds = mostIds;
  }

  /** What came of the last page. */
  enum State {
    /** It was read to its end. */
    WHOLE,
    /** There is more than is kept; the rest was not read. */
    TOO_MANY,
    /** It is no page of pods. */
    UNREADABLE
  }

  private record ListMetadata(@SerializedName("continue") @Nullable String next) {}

  private record Item(@Nullable Metadata metadata, PodJson.@Nullable Status status) {}

  private record Metadata(
      @Nullable String namespace, @Nullable String name, @Nullable String uid) {}

  State state() {
    return state;
  }

  /** By what the API server knows the page after the last; empty if there is none. */
  Optional<String> next() {
    return next;
  }

  /** The pods of all pages so far. */
  List<NodePod> pods() {
    return pods;
  }

  @Override
  public void read(InputStream body) throws IOException {
    state = State.UNREADABLE;
    next = Optional.empty();
    var json = new JsonReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    json.setStrictness(Strictness.STRICT);
    try {
      state = readPage(json);
    } catch (MalformedJsonException
        | EOFException
        | IllegalStateException
        | JsonSyntaxException _) {
      // Some other JSON, or none; the state says so.
    }
  }

  private State readPage(JsonReader json) throws IOException {
    var kind = "";
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "kind" -> kind = json.nextString();
        case "metadata" -> next = token(METADATA.read(json));
        case "items" -> {
          var items = readItems(json);
          if (items != State.WHOLE) {
            return items;
          }
        }
        default -> json.skipValue();
      }
    }
    json.endObject();
    return kind.equals("PodList") ? State.WHOLE : State.UNREADABLE;
  }

  private static Optional<String> token(@Nullable ListMetadata metadata) {
    return Optional.ofNullable(metadata)
        .flatMap(present -> Optional.ofNullable(present.next))
        .filter(text -> !text.isEmpty());
  }

  private State readItems(JsonReader json) throws IOException {
    if (json.peek() == JsonToken.NULL) {
      json.nextNull();
      return State.WHOLE;
    }
    json.beginArray();
    while (json.hasNext()) {
      var pod = pod(ITEMS.read(json));
      if (pod.isEmpty()) {
        return State.UNREADABLE;
      }
      ids += pod.get().containerIds().size();
      if (pods.size() == mostPods || ids > mostIds) {
        return State.TOO_MANY;
      }
      pods.add(pod.get());
    }
    json.endArray();
    return State.WHOLE;
  }

  private static Optional<NodePod> pod(@Nullable Item item) {
    if (item == null || item.metadata == null) {
      return Optional.empty();
    }
    var namespace = item.metadata.namespace;
    var name = item.metadata.name;
    var uid = item.metadata.uid;
    if (namespace == null
        || !PodRef.isNamespace(namespace)
        || name == null
        || !PodRef.isPodName(name)
        || uid == null
        || uid.isBlank()) {
      return Optional.empty();
    }
    var containers =
        item.status == null ? Stream.<PodJson.Container>empty() : item.status.containers();
    return Optional.of(
        new NodePod(new PodRef(namespace, name), uid, PodReader.containerIds(containers)));
  }
}
