package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.consumer.cluster.ClusterFailure.Busy;
import dev.falcoresponder.consumer.cluster.NodePods.NodeAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Lists the pods of a node, page by page.
 *
 * <p>The list is a consistent one. With {@code resourceVersion=0} it would come from whatever the
 * API server happens to remember: cheaper on old servers, but then it ignores {@code limit}, so
 * that the answer has no bound, and nothing says how old it is. Since Kubernetes 1.31 a consistent
 * list comes from memory as well, by an index over nodes, once that is known to be current.
 *
 * @param pageSize the pods asked for at once
 * @param mostPods more pods than that on one node are not looked through
 */
record NodePodLister(ApiServer server, int pageSize, int mostPods) {
  private static final int PAGE_SIZE = 250;

  /** Kubernetes is made for 110 pods on a node; finished ones come on top. */
  private static final int MOST_PODS = 2_000;

  /** Pages may be smaller than was asked for. */
  private static final int MOST_PAGES = 100;

  /** So many ids a pod on average: containers that restart have two. */
  private static final int IDS_A_POD = 10;

  NodePodLister(ApiServer server) {
    this(server, PAGE_SIZE, MOST_PODS);
  }

  NodeAnswer list(String node) {
    var pages = new PodPages(mostPods, mostPods * IDS_A_POD);
    var next = Optional.<String>empty();
    for (var page = 0; page < MOST_PAGES; page++) {
      switch (server.ask(request(node, next), pages)) {
        case ApiAnswer.Fine _ -> {
          switch (pages.state()) {
            case WHOLE -> next = pages.next();
            case TOO_MANY -> {
              return tooMany(node);
            }
            case UNREADABLE -> {
              return failed("the API server's answer is not a list of pods");
            }
          }
        }
        case ApiAnswer.Failed(var failure) -> {
          return new NodeAnswer.Failed(failure);
        }
        case ApiAnswer.Absent _, ApiAnswer.Unmet _ -> {
          return failed("the API server knows no pods at all");
        }
      }
      if (next.isEmpty()) {
        return new NodeAnswer.Listed(pages.pods());
      }
    }
    return failed("the list of the pods on node " + node + " does not end");
  }

  private ApiRequest request(String node, Optional<String> next) {
    var selector = encoded("spec.nodeName=" + node);
    var path = "api/v1/pods?fieldSelector=" + selector + "&limit=" + pageSize;
    return new ApiRequest(
        "GET",
        next.map(token -> path + "&continue=" + encoded(token)).orElse(path),
        Optional.empty(),
        Permission.LIST_PODS,
        Optional.empty());
  }

  private NodeAnswer tooMany(String node) {
    return failed(
        "node " + node + " has more than " + mostPods + " pods, too many to look through");
  }

  private static NodeAnswer failed(String detail) {
    return new NodeAnswer.Failed(new Busy(detail, Optional.empty()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
