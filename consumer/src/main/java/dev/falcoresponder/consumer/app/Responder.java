package dev.falcoresponder.consumer.app;

import dev.falcoresponder.consumer.announce.Announcer;
import dev.falcoresponder.consumer.announce.ReloadEvents;
import dev.falcoresponder.consumer.announce.TroubleWatch;
import dev.falcoresponder.consumer.config.ConsumerConfig;
import dev.falcoresponder.consumer.reload.LiveRules;
import dev.falcoresponder.consumer.reload.RuleWatcher;
import dev.falcoresponder.consumer.telemetry.AlertListener;
import dev.falcoresponder.consumer.telemetry.AlertMetrics;
import dev.falcoresponder.consumer.telemetry.Gauges;
import dev.falcoresponder.consumer.telemetry.HttpEndpoints;
import dev.falcoresponder.consumer.telemetry.ReadyCheck;
import dev.falcoresponder.consumer.telemetry.ReloadCounter;
import dev.falcoresponder.consumer.telemetry.ReloadListener;
import dev.falcoresponder.consumer.telemetry.ReloadLog;
import dev.falcoresponder.consumer.telemetry.SettledLog;
import dev.falcoresponder.consumer.telemetry.Totals;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One replica: the order in which its parts start, and the reverse in which they stop. */
public final class Responder {
  private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

  /** What has lasted for twice as long is no passing weakness. */
  private static final Duration TROUBLE_EVERY = Duration.ofSeconds(5);

  private final ConsumerConfig config;
  private final Wiring parts;
  private final LiveRules rules;
  private final RuleWatcher watcher;
  private final Optional<TroubleWatch> troubles;
  private final HttpEndpoints http;

  private Responder(
      ConsumerConfig config,
      Wiring parts,
      LiveRules rules,
      RuleWatcher watcher,
      Optional<TroubleWatch> troubles,
      HttpEndpoints http) {
    this.config = config;
    this.parts = parts;
    this.rules = rules;
    this.watcher = watcher;
    this.troubles = troubles;
    this.http = http;
  }

  /** What starting comes to. */
  public sealed interface Start {
    /** It runs; readiness tells when everything it needs is there. */
    record Running(Responder responder) implements Start {}

    /** It cannot run here, for the reason in the sentence. */
    record Failed(String why) implements Start {}
  }

  /**
   * Starts a replica. HTTP first, so that probes are answered while the rest is waited for; a
   * broker or an API server that is not there yet is no reason not to start.
   */
  public static Start start(ConsumerConfig config, LiveRules rules) {
    var clock = Clock.systemUTC();
    var registry = new PrometheusRegistry();
    var listener = AlertListener.all(List.of(new SettledLog(), new AlertMetrics(registry, clock)));
    var parts = Wiring.of(config, rules, listener, clock, RandomGenerator.getDefault());
    var reloads =
        ReloadListener.all(
            List.of(
                new ReloadLog(),
                new ReloadCounter(registry),
                new ReloadEvents(parts.ownPodEvents())));
    var watcher = new RuleWatcher(rules, config.ruleReloadInterval(), reloads);
    show(registry, config, parts, rules);
    var health = Health.of(parts);
    var checks = health.checks();
    new Gauges(registry).show(Gauges.State.READY, () -> ReadyCheck.all(checks) ? 1 : 0);
    return switch (HttpEndpoints.open(config.http(), health::stuck, checks, registry)) {
      case HttpEndpoints.Opening.Failed(var why) -> {
        parts.cluster().close();
        yield new Start.Failed(why);
      }
      case HttpEndpoints.Opening.Open(var http) -> {
        var troubles =
            parts
                .announcer()
                .map(_ -> new TroubleWatch(health.troubles(), parts.ownPodEvents(), TROUBLE_EVERY));
        var responder = new Responder(config, parts, rules, watcher, troubles, http);
        responder.begin();
        yield new Start.Running(responder);
      }
    };
  }

  private void begin() {
    LOG.atInfo()
        .addKeyValue("version", Version.current())
        .addKeyValue("replica", config.replica())
        .addKeyValue("dryRun", config.dryRun())
        .addKeyValue("rules", rules.state().version().rules())
        .addKeyValue("rulesHash", rules.state().version().hash())
        .addKeyValue("http", http.port())
        .addKeyValue("apiServer", parts.cluster().address())
        .log("falco-responder starts");
    parts.broker().whenConnected(parts.keeper()::ensureNow);
    parts.announcer().ifPresent(Announcer::start);
    parts.broker().start();
    parts.consumer().start();
    parts.backlog().start();
    watcher.start();
    troubles.ifPresent(TroubleWatch::start);
  }

  /**
   * Stops: takes no more alerts, finishes those in hand within the grace, gives the rest back to
   * the broker at once, and closes everything.
   */
  public void stop() {
    LOG.atInfo().addKeyValue("inHand", parts.consumer().inHand()).log("falco-responder stops");
    watcher.close();
    troubles.ifPresent(TroubleWatch::close);
    parts.consumer().stop(config.shutdownGrace());
    var unfinished = parts.consumer().abandon();
    unfinished.forEach(parts.settlement()::giveBack);
    parts.backlog().close();
    parts.broker().close();
    parts.announcer().ifPresent(Announcer::close);
    parts.cluster().close();
    http.close();
    LOG.atInfo().addKeyValue("unfinished", unfinished.size()).log("falco-responder has stopped");
  }

  private static void show(
      PrometheusRegistry registry, ConsumerConfig config, Wiring parts, LiveRules rules) {
    new Gauges(registry)
        .show(Gauges.State.IN_HAND, parts.consumer()::inHand)
        .show(Gauges.State.MAX_IN_HAND, () -> config.intake().maxInHand())
        .show(Gauges.State.GATE_OPEN, () -> parts.cluster().gate().isOpen() ? 1 : 0)
        .show(Gauges.State.NATS_CONNECTED, () -> parts.broker().state().connected() ? 1 : 0)
        .show(
            Gauges.State.JETSTREAM_MISSING, () -> parts.keeper().fallenToCore().isPresent() ? 1 : 0)
        .show(Gauges.State.RULES_LOADED, () -> rules.state().version().rules())
        .show(Gauges.State.RULES_LAST_LOAD, () -> rules.state().loadedAt().toEpochMilli() / 1e3)
        .show(Gauges.State.RULES_RELOAD_FAILED, () -> rules.state().rejected() ? 1 : 0)
        .show(Gauges.State.BUDGET_SPENT, parts.budget()::spent)
        .show(Gauges.State.BUDGET_LIMIT, parts.budget()::limit)
        .show(Gauges.State.CONSUMER_PENDING, parts.backlog()::pending)
        .show(Gauges.State.CONSUMER_ACK_PENDING, parts.backlog()::ackPending)
        .rules(() -> rules.state().version().hash())
        .build(Version.current())
        .jvm();
    var totals =
        new Totals(registry)
            .show(Totals.Count.FETCH_ERRORS, parts.consumer()::fetchErrors)
            .show(Totals.Count.KEEP_ALIVES_LOST, parts.consumer()::keepAlivesLost)
            .show(Totals.Count.INTAKE_DEFECTS, parts.consumer()::defects)
            .show(Totals.Count.DROPPED, parts.source()::dropped)
            .show(Totals.Parted.PODS_RESOLVED, parts.search().byWord());
    parts
        .announcer()
        .ifPresent(
            announcer -> totals.show(Totals.Parted.KUBERNETES_EVENTS, announcer.counts().byWord()));
  }
}
