package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.consumer.cluster.ClusterFailure.Busy;
import dev.falcoresponder.consumer.cluster.ClusterFailure.Forbidden;
import dev.falcoresponder.consumer.cluster.ClusterFailure.Outage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The API server as this replica uses it: so many requests at once, and none while it is known to
 * be away.
 */
final class ApiServer {
  private final HttpTransport transport;
  private final ApiServerGate gate;
  private final ApiAnswers answers;
  private final Semaphore slots;
  private final Duration patience;

  ApiServer(HttpTransport transport, ApiServerGate gate, ClusterConfig config) {
    this.transport = transport;
    this.gate = gate;
    this.answers = new ApiAnswers(gate::lookInto);
    this.slots = new Semaphore(config.maxInFlight());
    this.patience = config.requestTimeout();
  }

  ApiAnswer ask(ApiRequest request) {
    return answer(request, () -> transport.send(request.method(), request.path(), request.body()));
  }

  /** Asks for something large: the body of a good answer goes to the reader, not into ours. */
  ApiAnswer ask(ApiRequest request, BodyReader reader) {
    return answer(request, () -> transport.stream(request.path(), reader));
  }

  /**
   * An API server that has just started forbids everything until it has read its roles. Whether it
   * meant what it said shows once it is ready.
   */
  private ApiAnswer answer(ApiRequest request, Supplier<ApiReply> send) {
    var answer = once(request, send);
    if (!(answer instanceof ApiAnswer.Failed(Forbidden(var detail)))) {
      return answer;
    }
    return gate.lookInto(detail, Optional.empty()) instanceof Outage outage
        ? new ApiAnswer.Failed(outage)
        : once(request, send);
  }

  private ApiAnswer once(ApiRequest request, Supplier<ApiReply> send) {
    if (gate.state() instanceof ApiServerGate.State.Closed(_, var reason)) {
      return new ApiAnswer.Failed(new Outage(reason));
    }
    try {
      if (!slots.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return new ApiAnswer.Failed(
            new Busy("too many requests at once from this replica", Optional.empty()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return answers.read(request, new ApiReply.Abandoned());
    }
    return answers.read(request, withinSlot(send));
  }

  /**
   * The slot is free again before anybody looks into a failure, which may take as long as a
   * request.
   */
  private ApiReply withinSlot(Supplier<ApiReply> send) {
    try {
      return send.get();
    } finally {
      slots.release();
    }
  }
}
