package dev.falcoresponder.e2e;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.falcoresponder.consumer.app.Responder;
import dev.falcoresponder.consumer.broker.BrokerConnection;
import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConfigLoader;
import dev.falcoresponder.consumer.reload.LiveRules;
import dev.falcoresponder.servers.ClusterLogin;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A replica in this very process, for tests that start many, one after the other. It logs in to the
 * API server as {@code kubectl} would, by a system property in the place of {@code KUBECONFIG}.
 */
final class InProcessReplica implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger(BrokerConnection.class);
  private final @Nullable Level before = logger.getLevel();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Responder responder;

  private InProcessReplica(Map<String, String> environment) {
    log.start();
    logger.addAppender(log);
    logger.setLevel(Level.WARN);
    var config = ((ConfigAnswer.Loaded) new ConfigLoader(environment).load()).config();
    var rules = (LiveRules.Opening.Live) LiveRules.open(config.ruleFiles(), Clock.systemUTC());
    responder = ((Responder.Start.Running) Responder.start(config, rules.rules())).responder();
  }

  /** Starts one, configured by these environment variables. */
  static InProcessReplica start(Path kubeconfig, Map<String, String> environment) {
    try (var _ = ClusterLogin.by(kubeconfig)) {
      return new InProcessReplica(environment);
    }
  }

  /** What it has complained about its connection to the broker. */
  List<String> complaints() {
    return List.copyOf(log.list).stream()
        .filter(event -> event.getKeyValuePairs() != null)
        .flatMap(event -> event.getKeyValuePairs().stream())
        .filter(pair -> pair.key.equals("error"))
        .map(pair -> String.valueOf(pair.value))
        .toList();
  }

  @Override
  public void close() {
    responder.stop();
    logger.setLevel(before);
    logger.detachAppender(log);
  }
}
