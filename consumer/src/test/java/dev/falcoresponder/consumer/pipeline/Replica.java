package dev.falcoresponder.consumer.pipeline;

import dev.falcoresponder.consumer.action.Actions;
import dev.falcoresponder.consumer.approval.Approvals;
import dev.falcoresponder.consumer.budget.Budget;
import dev.falcoresponder.consumer.cluster.ClusterGateway;
import dev.falcoresponder.consumer.cluster.Workloads;
import dev.falcoresponder.consumer.decode.AlertDecoder;
import dev.falcoresponder.consumer.dedup.ClaimDesk;
import dev.falcoresponder.consumer.dedup.ClaimStore;
import dev.falcoresponder.consumer.dedup.DedupConfig;
import dev.falcoresponder.consumer.dedup.Owners;
import dev.falcoresponder.consumer.fixtures.InMemoryWorkloads;
import dev.falcoresponder.consumer.guard.GuardConfig;
import dev.falcoresponder.consumer.guard.GuardRails;
import dev.falcoresponder.consumer.guard.HoldDesk;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.ledger.Ledger;
import dev.falcoresponder.consumer.outcome.Outcome;
import dev.falcoresponder.consumer.resolve.PodResolver;
import dev.falcoresponder.consumer.resolve.PodSearch;
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
import java.util.function.Supplier;

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
  private static final HoldDesk UNBOUNDED = new HoldDesk(Approvals.NONE, Budget.UNLIMITED);

  private final Heard heard = new Heard();

  Replica(ClaimStore store, Ledger ledger, ClusterGateway cluster, ResponseRule... rules) {
    this(store, ledger, cluster, PodSearch.OFF, rules);
  }

  /** One that also searches for pods that alerts do not name. */
  Replica(
      ClaimStore store,
      Ledger ledger,
      ClusterGateway cluster,
      PodSearch search,
      ResponseRule... rules) {
    this(store, ledger, cluster, search, UNBOUNDED, rules);
  }

  /** One that has a budget, too. */
  Replica(
      ClaimStore store,
      Ledger ledger,
      ClusterGateway cluster,
      PodSearch search,
      HoldDesk holds,
      ResponseRule... rules) {
    this(
        store,
        ledger,
        cluster,
        new InMemoryWorkloads(),
        Clock.systemUTC(),
        search,
        holds,
        always(RuleBook.of(List.of(rules))));
  }

  /** One that looks at those workloads, by that clock. */
  Replica(
      ClaimStore store,
      Ledger ledger,
      ClusterGateway cluster,
      Workloads workloads,
      Clock clock,
      ResponseRule... rules) {
    this(
        store,
        ledger,
        cluster,
        workloads,
        clock,
        PodSearch.OFF,
        UNBOUNDED,
        always(RuleBook.of(List.of(rules))));
  }

  /** With rules that may change between two alerts. */
  Replica(ClaimStore store, Ledger ledger, ClusterGateway cluster, Supplier<RuleBook> rules) {
    this(
        store,
        ledger,
        cluster,
        new InMemoryWorkloads(),
        Clock.systemUTC(),
        PodSearch.OFF,
        UNBOUNDED,
        rules);
  }

  private Replica(
      ClaimStore store,
      Ledger ledger,
      ClusterGateway cluster,
      Workloads workloads,
      Clock clock,
      PodSearch search,
      HoldDesk holds,
      Supplier<RuleBook> rules) {
    var random = new Random(1);
    var claims = new ClaimDesk(store, Owners.ALWAYS_THERE, DEDUP);
    var responder =
        new ActionResponder(
            MAX_ATTEMPTS,
            claims,
            new TargetVerifier(cluster, new TargetConfig(Duration.ofSeconds(2), 3), random),
            GuardRails.standing(GUARD, cluster, workloads, clock).with(holds),
            new Actions(cluster));
    pipeline =
        new AlertPipeline(
            MAX_DELIVERIES,
            new AlertDecoder(),
            rules,
            new PodResolver(search),
            new ActionWalk(responder, false));
    settlement = new Settlement(claims, ledger, RETRY, "replica-1", clock, random);
  }

  private static Supplier<RuleBook> always(RuleBook book) {
    return () -> book;
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
