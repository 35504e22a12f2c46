package dev.falcoresponder.consumer.explain;

import dev.falcoresponder.consumer.action.Actions;
import dev.falcoresponder.consumer.broker.StoredMessage;
import dev.falcoresponder.consumer.cluster.ClusterConnection;
import dev.falcoresponder.consumer.decode.AlertDecoder;
import dev.falcoresponder.consumer.dedup.ClaimDesk;
import dev.falcoresponder.consumer.dedup.DedupConfig;
import dev.falcoresponder.consumer.dedup.InProcessClaimStore;
import dev.falcoresponder.consumer.dedup.Owners;
import dev.falcoresponder.consumer.guard.GuardConfig;
import dev.falcoresponder.consumer.guard.GuardRails;
import dev.falcoresponder.consumer.guard.ProtectedNamespaces;
import dev.falcoresponder.consumer.intake.AlertId;
import dev.falcoresponder.consumer.intake.Envelope;
import dev.falcoresponder.consumer.intake.Payload;
import dev.falcoresponder.consumer.pipeline.ActionResponder;
import dev.falcoresponder.consumer.resolve.NodeSearch;
import dev.falcoresponder.consumer.resolve.PodResolver;
import dev.falcoresponder.consumer.resolve.PodSearch;
import dev.falcoresponder.consumer.resolve.ResolveConfig;
import dev.falcoresponder.consumer.rules.RuleBook;
import dev.falcoresponder.consumer.target.TargetConfig;
import dev.falcoresponder.consumer.target.TargetVerifier;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes explainers: one that knows rules and configuration only, one that asks the cluster too. */
public final class Explainers {
  /** Enough for the actions of one alert. */
  private static final int CLAIMS = 1_000;

  private Explainers() {}

  /**
   * Asks nobody.
   *
   * @param dryRun whether the program that runs only asks, whatever the rules say
   */
  public static Explainer offline(
      RuleBook book, GuardConfig guard, ResolveConfig resolve, boolean dryRun) {
    var responder = new OfflineResponder(new ProtectedNamespaces(guard));
    var search = resolve.byContainerId() ? new OfflineSearch() : PodSearch.OFF;
    return new Explainer(
        new AlertDecoder(), book, new PodResolver(search), () -> responder, dryRun);
  }

  /**
   * Walks the rooms as for a real alert, as a dry run: the API server is asked for the pod, its
   * namespace, what it belongs to and what admission would say. Claims stay in this process, so
   * nothing that runs is told.
   *
   * @param dryRun whether the program that runs only asks, whatever the rules say
   */
  public static Explainer withCluster(
      RuleBook book,
      GuardConfig guard,
      ResolveConfig resolve,
      TargetConfig target,
      DedupConfig dedup,
      boolean dryRun,
      ClusterConnection connection) {
    var cluster = connection.gateway();
    var clock = Clock.systemUTC();
    var random = RandomGenerator.getDefault();
    var targets = new TargetVerifier(cluster, target, random);
    var guards = GuardRails.standing(guard, cluster, connection.workloads(), clock);
    var actions = new Actions(cluster);
    Supplier<Inquiry> inquiries =
        () ->
            new ClusterInquiry(
                new ActionResponder(
                    Integer.MAX_VALUE, claims(dedup, clock), targets, guards, actions));
    var search =
        resolve.byContainerId()
            ? new NodeSearch(connection.nodePods(), resolve, random)
            : PodSearch.OFF;
    return new Explainer(new AlertDecoder(), book, new PodResolver(search), inquiries, dryRun);
  }

  private static ClaimDesk claims(DedupConfig dedup, Clock clock) {
    var store = new InProcessClaimStore(dedup.ttl(), CLAIMS, clock);
    return new ClaimDesk(store, Owners.ALWAYS_THERE, dedup);
  }

  /** The envelope of an alert that did not come from a broker; as if it were stored now. */
  public static Envelope envelope(Payload payload, Clock clock) {
    var id = new AlertId("explain", 1, clock.instant());
    return new Envelope(id, "explain", payload, 1, Optional.empty());
  }

  /** The envelope of a message of that stream, as the broker would first deliver it. */
  public static Envelope envelope(String stream, StoredMessage message) {
    return new Envelope(
        new AlertId(stream, message.sequence(), message.storedAt()),
        message.subject(),
        new Payload(message.body()),
        1,
        message.replay(),
        message.firstStoredAt());
  }
}
