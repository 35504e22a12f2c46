package dev.falcoresponder.consumer.pipeline;

import dev.falcoresponder.consumer.action.Actions;
import dev.falcoresponder.consumer.approval.Approvals;
import dev.falcoresponder.consumer.budget.Budget;
import dev.falcoresponder.consumer.cluster.ClusterGateway;
import dev.falcoresponder.consumer.decode.AlertDecoder;
import dev.falcoresponder.consumer.dedup.ClaimDesk;
import dev.falcoresponder.consumer.dedup.ClaimStore;
import dev.falcoresponder.consumer.dedup.DedupConfig;
import dev.falcoresponder.consumer.guard.GuardConfig;
import dev.falcoresponder.consumer.guard.GuardRails;
import dev.falcoresponder.consumer.guard.HoldDesk;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.ledger.Ledger;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.rules.ResponseRule;
import dev.falcoresponder.consumer.rules.RuleBook;
import dev.falcoresponder.consumer.settle.Answer;
import dev.falcoresponder.consumer.settle.Response;
import dev.falcoresponder.consumer.settle.RetryConfig;
import dev.falcoresponder.consumer.settle.Settlement;
import dev.falcoresponder.consumer.target.TargetConfig;
import dev.falcoresponder.consumer.target.TargetVerifier;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The whole walk of one replica as the program puts it together, over ports of a test's choice. */
final class Replica {
  static final int MAX_ATTEMPTS = 4;
  static final long MAX_DELIVERIES = 50;
  private static final RetryConfig RETRY =
      new RetryConfig(MAX_ATTEMPTS, Duration.ofSeconds(1), Duration.ofSeconds(60), MAX_DELIVERIES);
  private static final DedupConfig DEDUP =
      new DedupConfig("replica-1", Duration.ofMinutes(15), Duration.ofMinutes(3), 10_000);
  private static final GuardConfig GUARD =
      new GuardConfig(List.of("kube-system", "falco*"), "falco-response");

  private final AlertPipeline pipeline;
  private final Settlement settlement;
  private final Heard heard = new Heard();

  Replica(ClaimStore store, Ledger ledger, ClusterGateway cluster, ResponseRule... rules) {
    this(store, ledger, cluster, new HoldDesk(Approvals.NONE, Budget.UNLIMITED), rules);
  }

  Replica(
      ClaimStore store,
      Ledger ledger,
      ClusterGateway cluster,
      HoldDesk holds,
      ResponseRule... rules) {
    var random = new Random(1);
    var claims = new ClaimDesk(store, DEDUP);
    var responder =
        new ActionResponder(
            MAX_ATTEMPTS,
            claims,
            new TargetVerifier(cluster, new TargetConfig(Duration.ofSeconds(2), 3), random),
            GuardRails.standing(GUARD, cluster).with(holds),
            new Actions(cluster));
    var book = RuleBook.of(List.of(rules));
    pipeline =
        new AlertPipeline(
            MAX_DELIVERIES, new AlertDecoder(), () -> book, new ActionWalk(responder, false));
    settlement = new Settlement(claims, ledger, RETRY, "replica-1", Clock.systemUTC(), random);
  }

  AlertPipeline pipeline() {
    return pipeline;
  }

  Settlement settlement() {
    return settlement;
  }

  Heard heard() {
    return heard;
  }

  /** What handles deliveries in this replica. */
  AlertHandler handler() {
    return new AlertHandler(pipeline, settlement, heard);
  }

  /** What comes of each action, or of the alert as a whole. */
  List<Outcome> outcomes(Envelope envelope) {
    return switch (pipeline.process(envelope)) {
      case Answer.Early(_, var outcome) -> List.of(outcome);
      case Answer.Responses(_, var responses) -> responses.stream().map(Response::outcome).toList();
    };
  }
}
