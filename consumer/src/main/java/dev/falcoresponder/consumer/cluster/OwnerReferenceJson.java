package dev.falcoresponder.consumer.cluster;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An owner reference in an object's JSON; the names are the API's. */
record OwnerReferenceJson(
    @Nullable String apiVersion,
    @Nullable String kind,
    @Nullable String name,
    @Nullable String uid,
    @Nullable Boolean controller) {

  /** The one with {@code controller: true}; an object has at most one. */
  static Optional<OwnerReferenceJson> controller(@Nullable List<OwnerReferenceJson> references) {
    return Optional.ofNullable(references).stream()
        .flatMap(List::stream)
        .filter(reference -> reference != null && Boolean.TRUE.equals(reference.controller))
        .findFirst();
  }

  /** The owner; empty where a part is missing, which the API server does not let happen. */
  Optional<PodSnapshot.Owner> owner() {
    return apiVersion == null || kind == null || name == null || uid == null || uid.isBlank()
        ? Optional.empty()
        : Optional.of(new PodSnapshot.Owner(apiVersion, kind, name, uid));
  }
}
