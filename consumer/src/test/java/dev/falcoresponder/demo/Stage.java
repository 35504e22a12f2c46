package dev.falcoresponder.demo;

import dev.falcoresponder.servers.Falcosidekick;
import dev.falcoresponder.servers.Kubelet;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Pods;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Everything that the scenes play on. */
final class Stage implements AutoCloseable {
  static final int REPLICAS = 2;

  /** How long the containers of a pod take to die. */
  private static final Duration DEATH = Duration.ofMillis(200);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Deque<AutoCloseable> built = new ArrayDeque<>();
  private final Narrator narrator;
  private final Cluster cluster;
  private final NatsServer nats;
  private final Replicas replicas;
  private final Broker broker;
  private final Latencies latencies = new Latencies();

  /** Builds it on that cluster, which is closed with the stage. */
  Stage(Cluster cluster, Narrator narrator) {
    this.narrator = narrator;
    this.cluster = built(cluster);
    try {
      narrator.says("Kubernetes: " + cluster.description() + ".");
      built(Kubelet.start(cluster.admin(), DEATH));
      nats = built(NatsServer.start(NatsVersion.NEWEST));
      narrator.says(
          "NATS: a real nats-server " + nats.version() + " with JetStream, " + nats.url() + ".");
      narrator.says("Falcosidekick: " + sidekick().description() + ".");
      replicas = built(Replicas.start(nats, cluster.responderKubeconfig(), REPLICAS));
      narrator.says(
          "falco-responder: %d replicas, each a process of its own, ready after %.1f s."
              .formatted(REPLICAS, replicas.startUp().toMillis() / 1e3));
      broker = built(new Broker(nats));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private <T extends AutoCloseable> T built(T part) {
    built.push(part);
    return part;
  }

  Narrator narrator() {
    return narrator;
  }

  Witness witness() {
    return new Witness(narrator, PATIENCE);
  }

  Cluster cluster() {
    return cluster;
  }

  NatsServer nats() {
    return nats;
  }

  Replicas replicas() {
    return replicas;
  }

  Broker broker() {
    return broker;
  }

  /** From publication to the pod's end, as measured so far. */
  Latencies latencies() {
    return latencies;
  }

  Pods pods(String namespace) {
    return Pods.in(cluster.admin(), namespace);
  }

  /** What publishes alerts. */
  Falcosidekick sidekick() {
    return Falcosidekick.replayInto(nats);
  }

  @Override
  public void close() {
    while (!built.isEmpty()) {
      try {
        built.pop().close();
      } catch (Exception e) {
        // The rest must be taken down all the same.
        narrator.says("could not be closed: " + e);
      }
    }
  }
}
