package dev.falcoresponder.consumer.cluster;

import org.jspecify.annotations.Nullable;

/**
 * Tells the API server's word that it deletes from anything else that may come with a good code.
 */
final class DeletionReader {
  private DeletionReader() {}

  private record ObjectJson(@Nullable String kind, @Nullable Metadata metadata) {}

  private record Metadata(@Nullable String uid) {}

  /** Whether the text is the deleted pod, or the bare {@code Status} that stands for it. */
  static boolean confirms(String json, String uid) {
    return Json.read(json, ObjectJson.class).filter(object -> confirms(object, uid)).isPresent();
  }

  private static boolean confirms(ObjectJson object, String uid) {
    return switch (object.kind) {
      case "Status" -> true;
      case "Pod" -> object.metadata != null && uid.equals(object.metadata.uid);
      case null, default -> false;
    };
  }
}
