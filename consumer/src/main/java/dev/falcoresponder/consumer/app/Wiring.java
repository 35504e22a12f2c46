package dev.falcoresponder.consumer.app;

import dev.falcoresponder.consumer.action.Actions;
import dev.falcoresponder.consumer.announce.AnnounceConfig;
import dev.falcoresponder.consumer.announce.Announcer;
import dev.falcoresponder.consumer.announce.OwnPodEvents;
import dev.falcoresponder.consumer.approval.Approvals;
import dev.falcoresponder.consumer.approval.ChosenApprovals;
import dev.falcoresponder.consumer.approval.JetStreamApprovals;
import dev.falcoresponder.consumer.broker.BrokerConnection;
import dev.falcoresponder.consumer.broker.BrokerKeeper;
import dev.falcoresponder.consumer.broker.Bucket;
import dev.falcoresponder.consumer.broker.ConsumerBacklog;
import dev.falcoresponder.consumer.budget.BudgetDesk;
import dev.falcoresponder.consumer.budget.ChosenBudgetStore;
import dev.falcoresponder.consumer.budget.InProcessBudgetStore;
import dev.falcoresponder.consumer.budget.JetStreamBudgetStore;
import dev.falcoresponder.consumer.cluster.ClusterConnection;
import dev.falcoresponder.consumer.config.ConsumerConfig;
import dev.falcoresponder.consumer.decode.AlertDecoder;
import dev.falcoresponder.consumer.dedup.ChosenClaimStore;
import dev.falcoresponder.consumer.dedup.ClaimDesk;
import dev.falcoresponder.consumer.dedup.ClaimStore;
import dev.falcoresponder.consumer.dedup.InProcessClaimStore;
import dev.falcoresponder.consumer.dedup.JetStreamClaimStore;
import dev.falcoresponder.consumer.dedup.StreamOwners;
import dev.falcoresponder.consumer.guard.GuardRails;
import dev.falcoresponder.consumer.guard.HoldDesk;
import dev.falcoresponder.consumer.intake.AlertConsumer;
import dev.falcoresponder.consumer.intake.ChosenSource;
import dev.falcoresponder.consumer.ledger.ChosenLedger;
import dev.falcoresponder.consumer.ledger.CoreLedger;
import dev.falcoresponder.consumer.ledger.JetStreamLedger;
import dev.falcoresponder.consumer.ledger.Ledger;
import dev.falcoresponder.consumer.pipeline.ActionResponder;
import dev.falcoresponder.consumer.pipeline.ActionWalk;
import dev.falcoresponder.consumer.pipeline.AlertHandler;
import dev.falcoresponder.consumer.pipeline.AlertPipeline;
import dev.falcoresponder.consumer.resolve.ChosenFoundPods;
import dev.falcoresponder.consumer.resolve.FoundPods;
import dev.falcoresponder.consumer.resolve.InProcessFoundPods;
import dev.falcoresponder.consumer.resolve.JetStreamFoundPods;
import dev.falcoresponder.consumer.resolve.NodeSearch;
import dev.falcoresponder.consumer.resolve.PodResolver;
import dev.falcoresponder.consumer.resolve.PodSearch;
import dev.falcoresponder.consumer.resolve.RecallingSearch;
import dev.falcoresponder.consumer.rules.RuleBook;
import dev.falcoresponder.consumer.settle.Settlement;
import dev.falcoresponder.consumer.target.TargetVerifier;
import dev.falcoresponder.consumer.telemetry.AlertListener;
import dev.falcoresponder.model.Subjects;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The parts list: every part of a replica, in the order in which an alert meets them. Starts
 * nothing.
 */
record Wiring(
    BrokerConnection broker,
    BrokerKeeper keeper,
    ConsumerBacklog backlog,
    ClusterConnection cluster,
    ChosenSource source,
    NodeSearch search,
    BudgetDesk budget,
    Settlement settlement,
    Optional<Announcer> announcer,
    AlertConsumer consumer) {
  private static final Duration BACKLOG_EVERY = Duration.ofSeconds(12);

  static Wiring of(
      ConsumerConfig config,
      Supplier<RuleBook> rules,
      AlertListener listener,
      Clock clock,
      RandomGenerator random) {
    var timeout = config.connection().requestTimeout();
    var broker = new BrokerConnection(config.connection());
    var keeper = new BrokerKeeper(config.broker(), broker, timeout);
    var backlog =
        new ConsumerBacklog(keeper::state, broker, timeout, BACKLOG_EVERY, keeper::ensure);
    var cluster = ClusterConnection.open(config.cluster(), clock);
    var source = new ChosenSource(keeper::state, broker, config.broker(), timeout);

    var search = new NodeSearch(cluster.nodePods(), config.resolve(), random);
    var claims =
        new ClaimDesk(
            claimStore(config, broker, keeper, clock),
            new StreamOwners(keeper::state, broker, timeout),
            config.dedup());
    var budget = budget(config, broker, keeper, clock, random);
    var ledger = ledger(config, broker, keeper);
    var responder =
        new ActionResponder(
            config.retry().maxAttempts(),
            claims,
            new TargetVerifier(cluster.gateway(), config.target(), random),
            GuardRails.standing(config.guard(), cluster.gateway(), cluster.workloads(), clock)
                .with(new HoldDesk(approvals(config, broker, keeper), budget)),
            new Actions(cluster.gateway()));
    var pipeline =
        new AlertPipeline(
            config.retry().maxDeliveries(),
            new AlertDecoder(),
            rules,
            new PodResolver(
                config.resolve().byContainerId()
                    ? new RecallingSearch(search, foundPods(config, broker, keeper))
                    : PodSearch.OFF),
            new ActionWalk(responder, config.dryRun()));
    var settlement =
        new Settlement(claims, ledger, config.retry(), config.replica(), clock, random);
    var announcer =
        Optional.of(config.announce())
            .filter(AnnounceConfig::events)
            .map(announce -> new Announcer(announce, cluster.gateway(), cluster.events(), clock));
    var listeners = Stream.concat(Stream.of(listener), announcer.stream()).toList();
    var handler = new AlertHandler(pipeline, settlement, AlertListener.all(listeners));
    var consumer =
        new AlertConsumer(config.intake(), source, cluster.gate(), keeper::ensure, handler);
    return new Wiring(
        broker, keeper, backlog, cluster, source, search, budget, settlement, announcer, consumer);
  }

  private static FoundPods foundPods(
      ConsumerConfig config, BrokerConnection broker, BrokerKeeper keeper) {
    var ttl = config.dedup().ttl();
    return new ChosenFoundPods(
        keeper::state,
        new JetStreamFoundPods(bucket(Subjects.CLAIMS_BUCKET, config, broker, keeper), ttl),
        new InProcessFoundPods(ttl, config.dedup().cacheSize()));
  }

  /** Where to tell of what concerns this replica itself. */
  OwnPodEvents ownPodEvents() {
    return announcer.<OwnPodEvents>map(on -> on).orElse(OwnPodEvents.NONE);
  }

  private static ClaimStore claimStore(
      ConsumerConfig config, BrokerConnection broker, BrokerKeeper keeper, Clock clock) {
    var dedup = config.dedup();
    return new ChosenClaimStore(
        keeper::state,
        new JetStreamClaimStore(bucket(Subjects.CLAIMS_BUCKET, config, broker, keeper)),
        new InProcessClaimStore(dedup.ttl(), dedup.cacheSize(), clock));
  }

  private static BudgetDesk budget(
      ConsumerConfig config,
      BrokerConnection broker,
      BrokerKeeper keeper,
      Clock clock,
      RandomGenerator random) {
    var store =
        new ChosenBudgetStore(
            keeper::state,
            new JetStreamBudgetStore(bucket(Subjects.HOLDS_BUCKET, config, broker, keeper)),
            new InProcessBudgetStore(clock));
    return new BudgetDesk(store, config.budget(), random);
  }

  private static Approvals approvals(
      ConsumerConfig config, BrokerConnection broker, BrokerKeeper keeper) {
    return new ChosenApprovals(
        keeper::state,
        new JetStreamApprovals(bucket(Subjects.HOLDS_BUCKET, config, broker, keeper)));
  }

  private static Bucket bucket(
      String name, ConsumerConfig config, BrokerConnection broker, BrokerKeeper keeper) {
    return new Bucket(broker, name, config.connection().requestTimeout(), keeper::missed);
  }

  private static Ledger ledger(
      ConsumerConfig config, BrokerConnection broker, BrokerKeeper keeper) {
    var timeout = config.connection().requestTimeout();
    return new ChosenLedger(
        keeper::state,
        new JetStreamLedger(broker, timeout, keeper::missed),
        new CoreLedger(broker, timeout));
  }
}
