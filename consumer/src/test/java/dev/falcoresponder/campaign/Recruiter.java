package dev.falcoresponder.campaign;

import dev.falcoresponder.servers.ResponderBuilder;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.Scratch;
import dev.falcoresponder.servers.TcpProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Makes replicas: as shipped, but less patient, so that what takes minutes takes seconds.
 *
 * @param command what starts one; empty for the launcher
 * @param brokers where alerts come from
 * @param login the account
 * @param clocks theirs, where these can be wrong
 * @param rules what they go by
 * @param scratch for their files
 */
record Recruiter(
    List<String> command,
    Brokers brokers,
    Login login,
    Optional<Clocks> clocks,
    Path rules,
    Scratch scratch) {
  /** How long the broker waits for an answer before it delivers an alert to another. */
  static final Duration ACK_WAIT = Duration.ofSeconds(4);

  Recruiter {
    command = List.copyOf(command);
  }

  /**
   * Starts one and returns at once.
   *
   * @param megabytes of heap, where that is limited
   */
  Replica recruit(int number, OptionalInt megabytes) {
    var name = "replica-" + number;
    // Clients learn the addresses of a cluster's members and would go round a way of ours.
    var ways =
        brokers.cluster().isPresent()
            ? List.<TcpProxy>of()
            : brokers.servers().stream().map(TcpProxy::to).toList();
    var api = TcpProxy.to(login.port());
    var replica =
        settings(name)
            .nats(ways.isEmpty() ? brokers.url() : urls(ways))
            .kubeconfig(login.writeTo(scratch.path(name + ".yaml"), api.port()));
    if (!command.isEmpty()) {
      replica.command(command.toArray(String[]::new));
    }
    // The one variable that wins over the flags of the launcher.
    megabytes.ifPresent(
        limit -> replica.environment("_JAVA_OPTIONS", "-Xms%1$dm -Xmx%1$dm".formatted(limit)));
    var clock = clocks.map(kind -> kind.of(replica, scratch.path(name + ".clock")));
    return new Replica(name, replica.launch(), ways, api, clock);
  }

  private ResponderBuilder settings(String name) {
    return ResponderProcess.builder()
        .setting("replica.name", name)
        .setting("http.address", "127.0.0.1")
        .setting("log.level", "debug")
        .setting("nats.replicas", Integer.toString(brokers.replicas()))
        .setting("nats.ack-wait", ACK_WAIT.toSeconds() + "s")
        .setting("nats.request-timeout", "1s")
        .setting("kubernetes.connect-timeout", "500ms")
        .setting("kubernetes.request-timeout", "2s")
        .setting("retry.first-delay", "200ms")
        .setting("retry.max-delay", "2s")
        .setting("shutdown.grace", "5s")
        .setting("intake.max-in-hand", "128")
        // Asked and counted as always; it only allows what a campaign needs.
        .setting("budget.window", "5s")
        .setting("budget.cluster", "2000")
        .setting("rules.files", rules.toString())
        .setting("rules.reload-interval", "200ms");
  }

  private static String urls(List<TcpProxy> ways) {
    return ways.stream().map(TcpProxy::natsUrl).collect(Collectors.joining(","));
  }
}
