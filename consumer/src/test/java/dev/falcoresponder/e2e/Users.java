package dev.falcoresponder.e2e;

import dev.falcoresponder.consumer.broker.BrokerKeeper;
import dev.falcoresponder.consumer.broker.BrokerState;
import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConfigLoader;
import dev.falcoresponder.manifests.NatsAccounts;
import dev.falcoresponder.servers.Falcosidekick;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsServerBuilder;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.ResponderBuilder;
import dev.falcoresponder.servers.WireReplay;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Who uses a broker, and what they may do there. */
enum Users {
  /** Whoever connects may do anything, and the program makes what it needs. */
  ANYBODY,
  /** Those of the component {@code nats-accounts}; its administrator makes what is needed. */
  OF_ACCOUNTS;

  /** Makes streams; may do anything. */
  static final String ADMIN = "admin";

  /** Publishes alerts. */
  static final String FALCOSIDEKICK = "falcosidekick";

  /** Looks, and changes nothing. */
  static final String VIEWER = "viewer";

  /** Decides about dead letters. */
  static final String OPERATOR = "operator";

  /** Tests that break the server know. */
  private static final ErrorListener UNMOVED = new ErrorListener() {};

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Those that brokers have in this run, unless a test wants others. */
  static Users ofThisRun() {
    return Arrangement.hardened() ? OF_ACCOUNTS : ANYBODY;
  }

  /** A broker that knows them. */
  NatsServerBuilder server(NatsVersion version) {
    var builder = NatsServer.builder().version(version);
    return this == ANYBODY ? builder : builder.config(NatsAccounts.config());
  }

  /** How that user connects. */
  String url(NatsServer server, String user) {
    var login = this == ANYBODY ? "" : user + ":" + NatsAccounts.PASSWORD + "@";
    return server.url().replace("nats://", "nats://" + login);
  }

  /** Connects as that user, for as long as the server may be away. */
  Connection connect(NatsServer server, String user) {
    return connect(url(server, user));
  }

  /** As {@link #connect(NatsServer, String)}, by a URL that has the login. */
  static Connection connect(String url) {
    try {
      var options = Options.builder().server(url).maxReconnects(-1).errorListener(UNMOVED);
      return Nats.connect(options.reconnectWait(Duration.ofMillis(100)).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Falcosidekick, which logs in where it has to. */
  Falcosidekick falcosidekick(NatsServer server) {
    return this == ANYBODY
        ? Falcosidekick.publishingInto(server)
        : Falcosidekick.replayInto(server, this::asFalcosidekick);
  }

  /** The recorded conversation as that user's. */
  WireReplay asFalcosidekick(WireReplay recorded) {
    return this == ANYBODY ? recorded : recorded.loggedInAs(FALCOSIDEKICK, NatsAccounts.PASSWORD);
  }

  /** What a replica is told that is one of them, as by the component. */
  ResponderBuilder tell(ResponderBuilder replica) {
    return this == ANYBODY
        ? replica
        : replica
            .setting("nats.user", NatsAccounts.RESPONDER)
            .setting("nats.password", NatsAccounts.PASSWORD)
            .setting("nats.provision", "verify")
            .setting("nats.inbox-prefix", NatsAccounts.INBOX_PREFIX);
  }

  /**
   * Makes what the administrator has to make before a replica with these variables starts: streams,
   * consumer and buckets as that replica wants them, where they are missing.
   */
  void furnish(Connection administrator, Map<String, String> variables) {
    if (this == OF_ACCOUNTS) {
      var wanted = new HashMap<>(variables);
      wanted.values().removeIf(String::isEmpty);
      wanted.put("FALCO_RESPONDER_NATS_PROVISION", "create");
      wanted.putIfAbsent("HOSTNAME", "administrator");
      if (new ConfigLoader(wanted).load() instanceof ConfigAnswer.Loaded(var config, _)) {
        var keeper = new BrokerKeeper(config.broker(), () -> administrator, TIMEOUT);
        if (!(keeper.ensureNow() instanceof BrokerState.JetStream)) {
          throw new IllegalStateException("not made: " + keeper.state());
        }
      }
    }
  }
}
