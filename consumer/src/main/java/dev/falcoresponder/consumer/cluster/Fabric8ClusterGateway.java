package dev.falcoresponder.consumer.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.falcoresponder.consumer.cluster.ClusterFailure.Busy;
import dev.falcoresponder.consumer.cluster.ClusterFailure.Invalid;
import dev.falcoresponder.model.PodRef;
import java.util.Optional;

/** The cluster by its API server. */
final class Fabric8ClusterGateway implements ClusterGateway {
  /**
   * More namespaces than alerts come from in one {@code namespaceTtl}; the rest is asked for again.
   */
  private static final int NAMESPACES = 1_000;

  private final ApiServer server;
  private final DeletionBody deletions;
  private final Cache<String, NamespaceAnswer.Found> namespaces;

  Fabric8ClusterGateway(
      ApiServer server, DeletionBody deletions, ClusterConfig config, Ticker ticker) {
    this.server = server;
    this.deletions = deletions;
    this.namespaces =
        Caffeine.newBuilder()
            .maximumSize(NAMESPACES)
            .expireAfterWrite(config.namespaceTtl())
            .ticker(ticker)
            .build();
  }

  @Override
  public PodAnswer pod(PodRef pod) {
    var request =
        new ApiRequest("GET", path(pod), Optional.empty(), Permission.GET_PODS, pod.namespace());
    return switch (server.ask(request)) {
      case ApiAnswer.Fine(var body) ->
          PodReader.read(body, pod)
              .<PodAnswer>map(PodAnswer.Found::new)
              .orElseGet(() -> new PodAnswer.Failed(unreadable(body)));
      case ApiAnswer.Absent _ -> new PodAnswer.Absent();
      case ApiAnswer.Unmet(_, var detail) -> new PodAnswer.Failed(unexpected(detail));
      case ApiAnswer.Failed(var failure) -> new PodAnswer.Failed(failure);
    };
  }

  @Override
  public NamespaceAnswer namespace(String name) {
    if (!PodRef.isNamespace(name)) {
      return new NamespaceAnswer.Failed(new Invalid("not a namespace's name"));
    }
    var known = namespaces.getIfPresent(name);
    return known == null ? look(name) : known;
  }

  private NamespaceAnswer look(String name) {
    var request =
        new ApiRequest(
            "GET", "api/v1/namespaces/" + name, Optional.empty(), Permission.GET_NAMESPACES, name);
    return switch (server.ask(request)) {
      case ApiAnswer.Fine(var body) -> {
        var found = NamespaceReader.labels(body, name).map(NamespaceAnswer.Found::new);
        found.ifPresent(answer -> namespaces.put(name, answer));
        yield found
            .<NamespaceAnswer>map(answer -> answer)
            .orElseGet(() -> new NamespaceAnswer.Failed(unreadable(body)));
      }
      case ApiAnswer.Absent _ -> new NamespaceAnswer.Absent();
      case ApiAnswer.Unmet(_, var detail) -> new NamespaceAnswer.Failed(unexpected(detail));
      case ApiAnswer.Failed(var failure) -> new NamespaceAnswer.Failed(failure);
    };
  }

  @Override
  public DeleteAnswer delete(Deletion deletion) {
    var pod = deletion.pod();
    var body = Optional.of(deletions.of(deletion));
    return switch (server.ask(
        new ApiRequest("DELETE", path(pod), body, Permission.DELETE_PODS, pod.namespace()))) {
      case ApiAnswer.Fine(var answer) ->
          DeletionReader.confirms(answer, deletion.uid())
              ? new DeleteAnswer.Deleted()
              : new DeleteAnswer.Failed(unreadable(answer));
      case ApiAnswer.Absent _ -> new DeleteAnswer.Absent();
      case ApiAnswer.Unmet(var precondition, var detail) ->
          switch (precondition) {
            case UID -> new DeleteAnswer.Replaced(detail);
            case RESOURCE_VERSION -> new DeleteAnswer.Changed(detail);
          };
      case ApiAnswer.Failed(var failure) -> new DeleteAnswer.Failed(failure);
    };
  }

  private static String path(PodRef pod) {
    return "api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name();
  }

  private static ClusterFailure unreadable(String body) {
    return new Busy(
        "the API server's answer is not what was asked for: " + Excerpt.of(body), Optional.empty());
  }

  private static ClusterFailure unexpected(String detail) {
    return new Busy(
        "the API server reports a conflict where nothing was changed: " + detail, Optional.empty());
  }
}
