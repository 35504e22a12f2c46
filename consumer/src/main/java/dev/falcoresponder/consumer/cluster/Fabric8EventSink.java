package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.consumer.cluster.ClusterFailure.Busy;
import dev.falcoresponder.consumer.cluster.ClusterFailure.Outage;
import java.util.Optional;

/**
 * Events by the API server, apart from the requests that responses are made of: with a time limit
 * and a place of their own. The gate is obeyed and never closed: a failing Event says nothing about
 * what responses need.
 */
final class Fabric8EventSink implements EventSink {
  private final HttpTransport transport;
  private final ApiServerGate gate;
  private final EventBody bodies;
  private final ApiAnswers answers = new ApiAnswers(Busy::new);

  Fabric8EventSink(HttpTransport transport, ApiServerGate gate, EventBody bodies) {
    this.transport = transport;
    this.gate = gate;
    this.bodies = bodies;
  }

  @Override
  public Creation create(KubernetesEvent event) {
    if (gate.state() instanceof ApiServerGate.State.Closed(_, var reason)) {
      return new Creation.Failed(new Outage(reason));
    }
    var namespace = event.regarding().namespace();
    var request =
        new ApiRequest(
            "POST",
            "apis/events.k8s.io/v1/namespaces/" + namespace + "/events",
            Optional.of(bodies.of(event)),
            Permission.CREATE_EVENTS,
            namespace);
    var reply = transport.send(request.method(), request.path(), request.body());
    if (isThere(reply)) {
      return new Creation.AlreadyThere();
    }
    return switch (answers.read(request, reply)) {
      case ApiAnswer.Fine _ -> new Creation.Created();
      case ApiAnswer.Absent _ ->
          failed("there is no namespace " + namespace + ", or no API events.k8s.io/v1");
      case ApiAnswer.Unmet(_, var detail) -> failed(detail);
      case ApiAnswer.Failed(var failure) -> new Creation.Failed(failure);
    };
  }

  /** A conflict of nobody but a creation, so the table of answers has no word for it. */
  private static boolean isThere(ApiReply reply) {
    return reply instanceof ApiReply.Answered(var code, _, var body)
        && code == 409
        && ApiStatus.parse(body).filter(status -> status.hasReason("AlreadyExists")).isPresent();
  }

  private static Creation failed(String detail) {
    return new Creation.Failed(new Busy(detail, Optional.empty()));
  }
}
