package dev.falcoresponder.consumer.config;

import dev.falcoresponder.consumer.announce.AnnounceConfig;
import dev.falcoresponder.consumer.broker.BrokerConfig;
import dev.falcoresponder.consumer.broker.ConnectionConfig;
import dev.falcoresponder.consumer.budget.BudgetConfig;
import dev.falcoresponder.consumer.cluster.ClusterConfig;
import dev.falcoresponder.consumer.dedup.DedupConfig;
import dev.falcoresponder.consumer.guard.GuardConfig;
import dev.falcoresponder.consumer.intake.IntakeConfig;
import dev.falcoresponder.consumer.resolve.ResolveConfig;
import dev.falcoresponder.consumer.settle.RetryConfig;
import dev.falcoresponder.consumer.target.TargetConfig;
import dev.falcoresponder.consumer.telemetry.HttpConfig;
import dev.falcoresponder.consumer.telemetry.LogConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The whole configuration, a record for each room. Rooms get their own, never this one.
 *
 * @param connection how to reach NATS
 * @param broker what we need there
 * @param intake how much to take
 * @param dedup how claims behave
 * @param cluster how to talk to the API server
 * @param resolve whether to look for pods that alerts do not name
 * @param target how to prove a pod
 * @param guard what is protected
 * @param budget how many pods may be deleted
 * @param retry when to try again
 * @param announce what to tell in Kubernetes Events
 * @param http where health and metrics are served
 * @param log how to log
 * @param ruleFiles the rule files in order; none for the built-in rule
 * @param ruleReloadInterval how often to look whether they have changed; zero for never
 * @param dryRun whether the API server is only to be asked
 * @param replica this replica's name
 * @param shutdownGrace how long alerts in hand may take at shutdown
 */
public record ConsumerConfig(
    ConnectionConfig connection,
    BrokerConfig broker,
    IntakeConfig intake,
    DedupConfig dedup,
    ClusterConfig cluster,
    ResolveConfig resolve,
    TargetConfig target,
    GuardConfig guard,
    BudgetConfig budget,
    RetryConfig retry,
    AnnounceConfig announce,
    HttpConfig http,
    LogConfig log,
    List<Path> ruleFiles,
    Duration ruleReloadInterval,
    boolean dryRun,
    String replica,
    Duration shutdownGrace) {
  public ConsumerConfig {
    ruleFiles = List.copyOf(ruleFiles);
  }
}
