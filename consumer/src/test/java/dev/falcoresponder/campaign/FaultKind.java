package dev.falcoresponder.campaign;

import dev.falcoresponder.campaign.ClusterFaults.Part;
import dev.falcoresponder.campaign.Loss.Store;
import dev.falcoresponder.campaign.Replica.Side;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.Link;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Every fault there is, by the word with which it is asked for. */
@SuppressWarnings("ImmutableEnumChecker") // faults are constants without state
enum FaultKind {
  KILL_REPLICA(Place.REPLICAS, new ReplicaFaults.Kill()),
  FREEZE_REPLICA(Place.REPLICAS, new ReplicaFaults.Freeze()),
  SCALE(Place.REPLICAS, new ReplicaFaults.Scale()),
  SPOIL_RULES(Place.REPLICAS, new ReplicaFaults.SpoilRules()),
  STEP_CLOCK(Place.REPLICAS, new ReplicaFaults.StepClock()),
  SQUEEZE_MEMORY(Place.REPLICAS, new ReplicaFaults.Squeeze()),
  NATS_RESET(Place.NATS_LINK, link(Side.NATS, new Link.Reset())),
  NATS_BLACK_HOLE(Place.NATS_LINK, link(Side.NATS, new Link.BlackHole())),
  NATS_LATENCY(Place.NATS_LINK, link(Side.NATS, new Link.Slow(Duration.ofSeconds(2)))),
  NATS_NARROW(Place.NATS_LINK, link(Side.NATS, new Link.Narrow(1_000))),
  NATS_HALF_OPEN(Place.NATS_LINK, link(Side.NATS, new Link.HalfOpen())),
  NATS_ONE_WAY(Place.NATS_LINK, link(Side.NATS, new Link.OneWay())),
  API_RESET(Place.CLUSTER, link(Side.API, new Link.Reset())),
  API_BLACK_HOLE(Place.CLUSTER, link(Side.API, new Link.BlackHole())),
  API_LATENCY(Place.CLUSTER, link(Side.API, new Link.Slow(Duration.ofSeconds(2)))),
  API_NARROW(Place.CLUSTER, link(Side.API, new Link.Narrow(1_000))),
  API_HALF_OPEN(Place.CLUSTER, link(Side.API, new Link.HalfOpen())),
  API_ONE_WAY(Place.CLUSTER, link(Side.API, new Link.OneWay())),
  KILL_BROKER(Place.BROKER, new BrokerFaults.Kill()),
  FREEZE_BROKER(Place.BROKER, new BrokerFaults.Freeze()),
  EMPTY_BROKER(Place.BROKER, new BrokerFaults.Empty()),
  FILL_BROKER(Place.BROKER, new BrokerFaults.Fill()),
  KILL_LEADER(Place.BROKER_CLUSTER, new BrokerFaults.KillLeader()),
  DELETE_ALERTS(Place.BROKER, delete(Streams.ALERTS, Store.ALERTS)),
  DELETE_CONSUMER(Place.BROKER, new BrokerFaults.DeleteConsumer()),
  DELETE_CLAIMS(Place.BROKER, delete("KV_" + Subjects.CLAIMS_BUCKET, Store.CLAIMS)),
  DELETE_HOLDS(
      Place.BROKER, new BrokerFaults.DeleteStream("KV_" + Subjects.HOLDS_BUCKET, Optional.empty())),
  DELETE_OUTCOMES(Place.BROKER, delete(Subjects.OUTCOMES_STREAM, Store.OUTCOMES)),
  DELETE_LETTERS(Place.BROKER, new BrokerFaults.DeleteLetters()),
  KILL_API_SERVER(Place.CLUSTER, new ClusterFaults.Kill(Part.API_SERVER)),
  KILL_ETCD(Place.CLUSTER, new ClusterFaults.Kill(Part.ETCD)),
  FREEZE_API_SERVER(Place.CLUSTER, new ClusterFaults.Freeze(Part.API_SERVER)),
  FREEZE_ETCD(Place.CLUSTER, new ClusterFaults.Freeze(Part.ETCD)),
  REVOKE_TOKEN(Place.CLUSTER, new ClusterFaults.RevokeToken()),
  ANSWER_401(Place.CLUSTER, answer(401)),
  ANSWER_403(Place.CLUSTER, answer(403)),
  ANSWER_429(Place.CLUSTER, answer(429)),
  ANSWER_429_LATER(
      Place.CLUSTER, new ClusterFaults.Spoil(new Answer.Instead(429, OptionalInt.of(1)))),
  ANSWER_500(Place.CLUSTER, answer(500)),
  ANSWER_503(Place.CLUSTER, answer(503)),
  ANSWER_504(Place.CLUSTER, answer(504)),
  ANSWER_HALF(Place.CLUSTER, new ClusterFaults.Spoil(new Answer.Half())),
  ANSWER_TRUNCATED(Place.CLUSTER, new ClusterFaults.Spoil(new Answer.Truncated())),
  ANSWER_LOST(Place.CLUSTER, new ClusterFaults.Spoil(new Answer.Lost()));

  private final Place place;
  private final Fault fault;

  /** Where it strikes: two at once never strike the same. */
  enum Place {
    REPLICAS,
    NATS_LINK,
    BROKER,
    BROKER_CLUSTER,
    CLUSTER
  }

  FaultKind(Place place, Fault fault) {
    this.place = place;
    this.fault = fault;
  }

  private static Fault link(Side side, Link link) {
    return new ReplicaFaults.SpoilLink(side, link);
  }

  private static Fault delete(String stream, Store store) {
    return new BrokerFaults.DeleteStream(stream, Optional.of(store));
  }

  private static Fault answer(int code) {
    return new ClusterFaults.Spoil(new Answer.Instead(code));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Place place() {
    return place;
  }

  /** Whether it can keep a replica from hearing that the broker has stored something. */
  boolean losesConfirmations() {
    return switch (this) {
      case SPOIL_RULES, STEP_CLOCK, SCALE, DELETE_HOLDS, DELETE_OUTCOMES -> false;
      default -> place != Place.CLUSTER;
    };
  }

  Fault fault() {
    return fault;
  }
}
