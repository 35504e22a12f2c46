package dev.falcoresponder.consumer.cluster;

import org.jspecify.annotations.Nullable;

/** Tells the API server's word that it deletes from anything else that may come with a good code. */
final class DeletionReader {
  private DeletionReader() {}

  private record ObjectJson(@Nullable String kind, @Nullable Metadata metadata) {}

  private record Metadata(@Nullable String uid) {}

  /** Whether the text is the deleted pod, or the bare {@code Status} that stands for it. */
  static boolean confirms(String json, String uid) {
    return Json.read(json, ObjectJson.class)
        .filter(
            object ->
                "Status".equals(object.kind)
                    || "Pod".equals(object.kind) && object.metadata != null && uid.equals(object.metadata.uid))
        .isPresent();
  }
}
