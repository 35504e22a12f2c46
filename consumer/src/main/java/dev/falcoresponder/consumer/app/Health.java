package dev.falcoresponder.consumer.app;

import dev.falcoresponder.consumer.announce.TroubleWatch;
import dev.falcoresponder.consumer.broker.BrokerState;
import dev.falcoresponder.consumer.cluster.ApiServerGate;
import dev.falcoresponder.consumer.telemetry.ReadyCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What probes are told, read off the parts themselves. */
record Health(Wiring parts, Duration patience) {
  private static final String NOT_READY = "FalcoResponderNotReady";
  private static final String DEGRADED = "FalcoResponderDegraded";

  /**
   * A round of the loop takes a poll and a second or two; this is far beyond any that still moves.
   */
  private static final Duration ROUND = Duration.ofSeconds(60);

  /**
   * As patient as a round needs that looks after the broker, which may be away however long a
   * request is allowed to take.
   */
  static Health of(Wiring parts) {
    return new Health(parts, ROUND.plus(parts.keeper().longestLook()));
  }

  /** The loop moves at least once in each poll; one that has not for much longer never will. */
  Optional<String> stuck() {
    var still = parts.consumer().sinceProgress();
    return still.compareTo(patience) > 0
        ? Optional.of("the intake loop has not moved for " + still.toSeconds() + " s")
        : Optional.empty();
  }

  List<ReadyCheck> checks() {
    return List.of(
        new ReadyCheck("nats", this::nats),
        new ReadyCheck("broker", this::broker),
        new ReadyCheck("api-server", this::apiServer));
  }

  /**
   * What keeps us from work and can be told to the API server, and what is less than was asked for.
   */
  List<TroubleWatch.Watched> troubles() {
    return List.of(
        new TroubleWatch.Watched(NOT_READY, this::nats),
        new TroubleWatch.Watched(NOT_READY, this::broker),
        new TroubleWatch.Watched(DEGRADED, () -> parts.broker().state().refusedRight()),
        new TroubleWatch.Watched(DEGRADED, this::fallenToCore));
  }

  private Optional<String> fallenToCore() {
    return parts
        .keeper()
        .fallenToCore()
        .map(why ->
            why
                + ": alerts are lost while no replica listens; turn JetStream on and restart, or set"
                + " nats.mode to core");
  }

  private Optional<String> nats() {
    var state = parts.broker().state();
    return state.connected()
        ? Optional.empty()
        : Optional.of(
            "not connected to NATS" + state.lastError().map(error -> ": " + error).orElse(""));
  }

  private Optional<String> broker() {
    return switch (parts.keeper().state()) {
      // A look that failed proves nothing as long as alerts come, nor one that found all in place
      // while none can be had.
      case BrokerState.JetStream _ when parts.consumer().starved() ->
          parts
              .keeper()
              .trouble()
              .or(() -> parts.consumer().obstacle().map(this::withRefusedRight));
      case BrokerState.JetStream _ -> Optional.empty();
      // Who is not listening when an alert is published will never hear of it.
      case BrokerState.Core _ ->
          parts.source().listening()
              ? Optional.empty()
              : Optional.of("not listening for alerts yet");
      case BrokerState.Waiting(var why) -> Optional.of(withRefusedRight(why));
      case BrokerState.Unfit unfit -> Optional.of(unfit.why());
    };
  }

  /** Whoever may not ask is not answered: why not came by another way. */
  private String withRefusedRight(String why) {
    return why + parts.broker().state().refusedRight().map(no -> "; NATS: " + no).orElse("");
  }

  private Optional<String> apiServer() {
    return switch (parts.cluster().gate().state()) {
      case ApiServerGate.State.Open() -> Optional.empty();
      case ApiServerGate.State.Closed(var since, var reason) ->
          Optional.of("API server unreachable since " + since + ": " + reason);
    };
  }
}
