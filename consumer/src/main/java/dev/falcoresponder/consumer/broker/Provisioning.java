package dev.falcoresponder.consumer.broker;

import dev.falcoresponder.consumer.broker.BrokerConfig.Provision;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes or checks streams, consumer and buckets. What is there is never changed. Everything is read
 * back and compared, also what was just made: a server ignores fields that are newer than itself
 * without a word. Several replicas may do this at once, since whoever comes second finds what the
 * first has made.
 */
final class Provisioning {
  private static final Logger LOG = LoggerFactory.getLogger(Provisioning.class);
  private static final int STREAM_NOT_FOUND = 10059;
  private static final int CONSUMER_NOT_FOUND = 10014;
  private static final int STREAM_NAME_IN_USE = 10058;
  private static final int CONSUMER_NAME_IN_USE = 10013;
  private static final int CONSUMER_EXISTS = 10148;
  private static final int SUBJECTS_OVERLAP = 10065;

  /**
   * A server may say that something is gone while it is still removing its files, and take those of
   * whatever is made in its place with them. Servers before 2.10 do so within milliseconds.
   */
  static final Duration REMOVAL = Duration.ofSeconds(1);

  private final BrokerConfig config;
  private final ConsumerPlan consumer;
  private final Set<String> seen = new HashSet<>();
  private boolean removalAwaited;

  Provisioning(BrokerConfig config) {
    this.config = config;
    consumer = new ConsumerPlan(config);
  }

  /** How many requests a look makes one after the other, at most. */
  int mostRequests() {
    // Each stream and the consumer are looked for, made, and read back; what has gone is looked for
    // once more, and who keeps the subjects is asked where they are taken.
    return 3 * (StreamPlan.all(config).size() + 1) + 2;
  }

  /**
   * Looks at everything once, and makes what is missing if it may: at once what was never there,
   * and what has gone after a pause. Not for several threads at once.
   */
  Provisioned ensure(JetStreamManagement broker) {
    removalAwaited = false;
    var what = "";
    try {
      var differences = new ArrayList<Difference>();
      for (var plan : StreamPlan.all(config)) {
        what = "stream " + plan.name();
        differences.addAll(stream(broker, plan));
      }
      what = "consumer " + config.stream() + "/" + config.consumer();
      return consumer(broker, differences);
    } catch (JetStreamApiException e) {
      return new Provisioned.Failed(what + ": " + refusal(broker, e));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Provisioned.Failed(what + ": interrupted");
    } catch (IOException | RuntimeException e) {
      // A lost connection, or one that closes just now, which the client tells by
      // IllegalStateException.
      return new Provisioned.Failed(what + ": " + MaskedText.of(e));
    }
  }

  private List<Difference> stream(JetStreamManagement broker, StreamPlan plan)
      throws IOException, JetStreamApiException, InterruptedException {
    var found = find(broker, plan.name());
    if (found.isEmpty() && config.provision() == Provision.VERIFY) {
      return List.of(missing("stream " + plan.name()));
    }
    if (found.isEmpty() && awaitRemoval(plan.name())) {
      found = find(broker, plan.name());
    }
    if (found.isEmpty()) {
      make(() -> broker.addStream(plan.wanted()), "stream", plan.name());
      found = Optional.of(broker.getStreamInfo(plan.name()).getConfiguration());
    }
    seen.add(plan.name());
    return plan.check().apply(found.get());
  }

  /** Whether there was anything to wait for: something that was there, and only once in a look. */
  private boolean awaitRemoval(String name) throws InterruptedException {
    if (removalAwaited || !seen.contains(name)) {
      return false;
    }
    Thread.sleep(REMOVAL);
    removalAwaited = true;
    return true;
  }

  private Provisioned consumer(JetStreamManagement broker, List<Difference> differences)
      throws IOException, JetStreamApiException, InterruptedException {
    if (differences.stream().noneMatch(difference -> isMissing(difference, config.stream()))) {
      var consumerName = config.stream() + "/" + config.consumer();
      var create = config.provision() == Provision.CREATE;
      var found = findConsumer(broker);
      if (found.isEmpty() && create && awaitRemoval(consumerName)) {
        found = findConsumer(broker);
      }
      if (found.isEmpty() && create) {
        make(
            () -> broker.createConsumer(config.stream(), consumer.wanted()),
            "consumer",
            config.consumer());
        found = Optional.of(broker.getConsumerInfo(config.stream(), config.consumer()));
      }
      if (found.isPresent()) {
        seen.add(consumerName);
        differences.addAll(consumer.check(found.get().getConsumerConfiguration()));
        return differences.stream().anyMatch(Difference::fatal)
            ? new Provisioned.Differs(differences)
            : new Provisioned.Ready(consumer.terms(found.get()), differences);
      }
    }
    differences.add(missing("consumer " + config.stream() + "/" + config.consumer()));
    return new Provisioned.Differs(differences);
  }

  private static boolean isMissing(Difference difference, String stream) {
    return difference.equals(missing("stream " + stream));
  }

  private static Difference missing(String where) {
    return new Difference(
        where,
        "does not exist, and nats.provision is verify; make it, as from"
            + " manifests/components/nats-accounts/streams, or set nats.provision to create",
        Optional.empty(),
        true);
  }

  private static Optional<StreamConfiguration> find(JetStreamManagement broker, String name)
      throws IOException, JetStreamApiException {
    try {
      return Optional.of(broker.getStreamInfo(name).getConfiguration());
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == STREAM_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<ConsumerInfo> findConsumer(JetStreamManagement broker)
      throws IOException, JetStreamApiException {
    try {
      return Optional.of(broker.getConsumerInfo(config.stream(), config.consumer()));
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() == CONSUMER_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @FunctionalInterface
  private interface Making {
    Object make() throws IOException, JetStreamApiException;
  }

  private static void make(Making making, String kind, String name)
      throws IOException, JetStreamApiException {
    try {
      var _ = making.make();
      LOG.atInfo()
          .addKeyValue("kind", kind)
          .addKeyValue("name", name)
          .log("Made what was missing on the broker");
    } catch (JetStreamApiException e) {
      var code = e.getApiErrorCode();
      if (code != STREAM_NAME_IN_USE && code != CONSUMER_NAME_IN_USE && code != CONSUMER_EXISTS) {
        throw e;
      }
      // Another replica, of another configuration, was faster: what it made is compared like
      // anything else.
    }
  }

  private String refusal(JetStreamManagement broker, JetStreamApiException failure) {
    var text = failure.getErrorDescription() + " [" + failure.getApiErrorCode() + "]";
    if (failure.getApiErrorCode() != SUBJECTS_OVERLAP) {
      return text;
    }
    try {
      var owners = String.join(", ", broker.getStreamNames(config.subjects()));
      return text
          + "; "
          + config.subjects()
          + " is kept by: "
          + owners
          + " (set nats.stream to use it)";
    } catch (IOException | JetStreamApiException | RuntimeException _) {
      return text;
    }
  }
}
